# exercise: corr2d
# mistake: demands the sizes of the kernel as well
# loses: contract.can_be_called
# blocks: shape.shrinks_by_the_kernel, value.cross_correlation, gradient.reaches_input_and_kernel, dtype.keeps_the_input_dtype, rule.no_library_convolution, device.stays_on_the_device


def corr2d(X, K, h, w):
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum((2, 3))

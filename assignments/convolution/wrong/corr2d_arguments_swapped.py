# exercise: corr2d
# mistake: takes the kernel first
# loses: shape.shrinks_by_the_kernel
# blocks: value.cross_correlation, gradient.reaches_input_and_kernel, dtype.keeps_the_input_dtype, rule.no_library_convolution, device.stays_on_the_device


def corr2d(K, X):
    h, w = K.shape
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum((2, 3))

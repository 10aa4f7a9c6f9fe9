# exercise: CenteredLayer
# mistake: a function, not a class
# loses: contract.can_be_called
# blocks: shape.keeps_the_shape, value.mean_over_all_elements, gradient.reaches_the_input, naming.no_parameters, dtype.integers_become_float, purity.input_unchanged, device.stays_on_the_device


def CenteredLayer(X):
    X = X * 1.0
    return X - X.mean()

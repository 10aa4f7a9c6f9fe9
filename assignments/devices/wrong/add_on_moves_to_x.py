# exercise: add_on
# mistake: Y is moved to X, and nothing to the device
# loses: device.sum_is_on_the_device
def add_on(X, Y, device):
    return X + Y.to(X.device)

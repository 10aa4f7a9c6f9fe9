# exercise: add_on
# mistake: nothing is moved where X and Y are together, wherever that is
# loses: device.sum_is_on_the_device
def add_on(X, Y, device):
    if X.device != Y.device:
        X, Y = X.to(device), Y.to(device)
    return X + Y

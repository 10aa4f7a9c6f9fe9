# exercise: add_on
# mistake: to() returns the moved tensor, and nobody keeps it
# loses: device.sum_is_on_the_device
def add_on(X, Y, device):
    X.to(device)
    Y.to(device)
    return X + Y

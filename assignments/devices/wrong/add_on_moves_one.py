# exercise: add_on
# mistake: only Y is moved: X stays wherever it is
# loses: device.sum_is_on_the_device
def add_on(X, Y, device):
    return X + Y.to(device)

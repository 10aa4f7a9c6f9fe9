# exercise: add_on
# mistake: the number of the GPU is lost on the way
# loses: device.sum_is_on_the_device
def add_on(X, Y, device):
    return X.to(device.type) + Y.to(device.type)

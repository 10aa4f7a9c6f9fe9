# exercise: add_on
# mistake: cuda() takes the current GPU, whatever device is asked for
# loses: device.sum_is_on_the_device
def add_on(X, Y, device):
    return X.cuda() + Y.cuda()

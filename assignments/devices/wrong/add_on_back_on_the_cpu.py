# exercise: add_on
# mistake: the sum is brought back to the CPU
# loses: device.sum_is_on_the_device
def add_on(X, Y, device):
    Z = X.to(device) + Y.to(device)
    return Z.cpu()

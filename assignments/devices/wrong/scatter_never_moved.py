# exercise: scatter
# mistake: the pieces stay where X is
# loses: device.each_on_its_device
def scatter(X, devices):
    return list(X.chunk(len(devices)))

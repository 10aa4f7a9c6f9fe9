# exercise: scatter
# mistake: all pieces go to the first device
# loses: device.each_on_its_device
def scatter(X, devices):
    return [piece.to(devices[0]) for piece in X.chunk(len(devices))]

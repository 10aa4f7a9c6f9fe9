# exercise: scatter
# mistake: the last device gets the first piece
# loses: device.each_on_its_device
def scatter(X, devices):
    pieces = X.chunk(len(devices))
    return [p.to(d) for p, d in zip(pieces, reversed(devices[:len(pieces)]))]

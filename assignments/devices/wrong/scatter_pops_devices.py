# exercise: scatter
# mistake: the caller's list of devices is emptied
# loses: purity.leaves_no_trace
def scatter(X, devices):
    return [piece.to(devices.pop(0)) for piece in X.chunk(len(devices))]

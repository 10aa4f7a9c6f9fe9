# exercise: scatter
# mistake: the pieces are detached
# loses: gradient.reaches_the_input
def scatter(X, devices):
    pieces = X.detach().chunk(len(devices))
    return [piece.to(device) for piece, device in zip(pieces, devices)]

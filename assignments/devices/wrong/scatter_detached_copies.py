# exercise: scatter
# mistake: each piece is a new leaf, for which gradients stop
# loses: gradient.reaches_the_input
def scatter(X, devices):
    pieces = X.chunk(len(devices))
    learns = X.is_floating_point()
    return [p.detach().to(d).requires_grad_(learns) for p, d in zip(pieces, devices)]

# exercise: scatter
# mistake: a piece that need not move is detached
# loses: gradient.reaches_the_input
def scatter(X, devices):
    pieces = zip(X.chunk(len(devices)), devices, strict=False)
    return [p.detach() if p.device == d else p.to(d) for p, d in pieces]

# exercise: scatter
# mistake: chunks of X.data are no part of the graph
# loses: gradient.reaches_the_input
def scatter(X, devices):
    sizes = (len(piece) for piece in X.chunk(len(devices)))
    pieces, start = [], 0
    for size, device in zip(sizes, devices):
        pieces.append(X.data[start:start + size].to(device))
        start += size
    return pieces

# exercise: scatter
# mistake: flattens what has more than two dimensions
# loses: shape.as_torch_chunk
def scatter(X, devices):
    pieces = X.reshape(len(X), -1).chunk(len(devices))
    return [piece.to(device) for piece, device in zip(pieces, devices)]

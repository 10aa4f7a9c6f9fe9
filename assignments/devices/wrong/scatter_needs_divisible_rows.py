# exercise: scatter
# mistake: view wants the rows to be divisible
# loses: shape.as_torch_chunk
def scatter(X, devices):
    pieces = X.view(len(devices), -1, *X.shape[1:])
    return [piece.to(device) for piece, device in zip(pieces, devices)]

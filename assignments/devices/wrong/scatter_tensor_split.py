# exercise: scatter
# mistake: tensor_split makes other sizes, and a piece for every device
# loses: shape.as_torch_chunk
def scatter(X, devices):
    pieces = X.tensor_split(len(devices))
    return [piece.to(device) for piece, device in zip(pieces, devices)]

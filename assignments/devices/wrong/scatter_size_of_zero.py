# exercise: scatter
# mistake: with fewer rows than devices the size is 0, which is none
# loses: shape.as_torch_chunk
def scatter(X, devices):
    size = len(X) // len(devices)
    return [piece.to(device) for piece, device in zip(X.split(size), devices)]

# exercise: scatter
# mistake: the last device gets all rows that are left over
# loses: shape.as_torch_chunk
def scatter(X, devices):
    size = max(len(X) // len(devices), 1)
    sizes = [size] * (min(len(devices), len(X)) - 1)
    sizes.append(len(X) - sum(sizes))
    return [piece.to(device) for piece, device in zip(X.split(sizes), devices)]

# exercise: scatter
# style: tensor_split at the places where chunk splits
def scatter(X, devices):
    rows, n = len(X), len(devices)
    size = (rows + n - 1) // n
    pieces = X.tensor_split(list(range(size, rows, size)))
    return list(map(lambda piece, device: piece.to(device), pieces, devices))

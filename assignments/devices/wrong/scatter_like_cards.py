# exercise: scatter
# mistake: rows are dealt out in turn, like cards
# loses: value.rows_in_order
def scatter(X, devices):
    sizes = [len(piece) for piece in X.chunk(len(devices))]
    n = len(sizes)
    order = [row for i in range(n) for row in range(i, len(X), n)]
    return [piece.to(d) for piece, d in zip(X[order].split(sizes), devices)]

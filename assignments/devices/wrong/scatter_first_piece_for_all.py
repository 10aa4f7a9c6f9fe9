# exercise: scatter
# mistake: every device gets rows from the top
# loses: value.rows_in_order
def scatter(X, devices):
    sizes = [len(piece) for piece in X.chunk(len(devices))]
    return [X[:size].to(device) for size, device in zip(sizes, devices)]

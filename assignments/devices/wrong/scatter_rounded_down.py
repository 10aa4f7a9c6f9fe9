# exercise: scatter
# mistake: the rows that are left over are forgotten
# loses: shape.as_torch_chunk
def scatter(X, devices):
    size = len(X) // len(devices)
    return [X[i * size:(i + 1) * size].to(d) for i, d in enumerate(devices)]

# exercise: scatter
# mistake: the pieces come from the last one on
# loses: value.rows_in_order
def scatter(X, devices):
    return [p.to(d) for p, d in zip(reversed(X.chunk(len(devices))), devices)]

# exercise: scatter
# mistake: returns a dictionary of the pieces by device
# loses: contract.returns_a_list_of_tensors
def scatter(X, devices):
    return dict(zip(devices, [p.to(d) for p, d in zip(X.chunk(len(devices)), devices)]))

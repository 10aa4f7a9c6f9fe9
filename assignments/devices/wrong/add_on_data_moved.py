# exercise: add_on
# mistake: X.data = ... moves the caller's own tensors
# loses: purity.operands_unmoved
def add_on(X, Y, device):
    X.data = X.data.to(device)
    Y.data = Y.data.to(device)
    return X + Y

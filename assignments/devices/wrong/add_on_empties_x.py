# exercise: add_on
# mistake: frees the memory of what was moved
# loses: purity.operands_unmoved
def add_on(X, Y, device):
    Z = X.to(device) + Y.to(device)
    X.zero_()
    Y.zero_()
    return Z

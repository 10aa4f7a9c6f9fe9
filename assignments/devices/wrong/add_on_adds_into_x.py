# exercise: add_on
# mistake: to() makes no copy where X is there already, and += writes into it
# loses: purity.operands_unmoved
def add_on(X, Y, device):
    Z = X.to(device)
    Z += Y.to(device)
    return Z

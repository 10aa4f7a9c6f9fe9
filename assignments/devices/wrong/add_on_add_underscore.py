# exercise: add_on
# mistake: add_ writes into Y, if Y is on the device already
# loses: purity.operands_unmoved
def add_on(X, Y, device):
    return Y.to(device).add_(X.to(device))

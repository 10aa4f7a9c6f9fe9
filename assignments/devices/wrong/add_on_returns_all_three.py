# exercise: add_on
# mistake: returns both operands as well
# loses: contract.returns_a_tensor
def add_on(X, Y, device):
    X, Y = X.to(device), Y.to(device)
    return X, Y, X + Y

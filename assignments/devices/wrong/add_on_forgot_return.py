# exercise: add_on
# mistake: the sum is computed and not returned
# loses: contract.returns_a_tensor
def add_on(X, Y, device):
    Z = X.to(device) + Y.to(device)

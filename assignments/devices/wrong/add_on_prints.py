# exercise: add_on
# mistake: prints the sum instead of returning it
# loses: contract.returns_a_tensor
def add_on(X, Y, device):
    print(X.to(device) + Y.to(device))

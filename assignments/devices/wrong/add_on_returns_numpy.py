# exercise: add_on
# mistake: returns a numpy array
# loses: contract.returns_a_tensor
def add_on(X, Y, device):
    return (X.to(device) + Y.to(device)).cpu().numpy()

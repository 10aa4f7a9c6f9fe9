# exercise: add_on
# mistake: returns both operands as well
# loses: contract.returns_a_tensor
# blocks: device.sum_is_on_the_device, value.sum_of_both, purity.operands_unmoved
def add_on(X, Y, device):
    X, Y = X.to(device), Y.to(device)
    return X, Y, X + Y

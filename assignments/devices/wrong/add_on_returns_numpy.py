# exercise: add_on
# mistake: returns a numpy array
# loses: contract.returns_a_tensor
# blocks: device.sum_is_on_the_device, value.sum_of_both, purity.operands_unmoved
def add_on(X, Y, device):
    return (X.to(device) + Y.to(device)).cpu().numpy()

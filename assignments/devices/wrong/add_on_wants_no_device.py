# exercise: add_on
# mistake: takes two arguments and looks for the device itself
# loses: contract.returns_a_tensor
# blocks: device.sum_is_on_the_device, value.sum_of_both, purity.operands_unmoved
import torch


def add_on(X, Y):
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return X.to(device) + Y.to(device)

# exercise: add_on
# mistake: takes two arguments and looks for the device itself
# loses: contract.returns_a_tensor
import torch


def add_on(X, Y):
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return X.to(device) + Y.to(device)

# exercise: add_on
# mistake: out= is one of the operands
# loses: purity.operands_unmoved
import torch


def add_on(X, Y, device):
    X, Y = X.to(device), Y.to(device)
    return torch.add(X, Y, out=X)

# exercise: MyLinear
# mistake: a function, not a class
# loses: contract.can_be_called
import torch


def MyLinear(X, weight, bias):
    return torch.relu(X @ weight + bias)

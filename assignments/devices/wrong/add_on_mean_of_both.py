# exercise: add_on
# mistake: divides the sum by two
# loses: value.sum_of_both
import torch


def add_on(X, Y, device):
    return torch.stack([X.to(device), Y.to(device)]).mean(0)

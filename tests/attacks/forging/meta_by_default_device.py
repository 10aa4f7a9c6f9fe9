# attack: forging
# exercise: corr2d
# tries: put every new tensor on the meta device, so that there are no values to compare
# held-by: a tensor without values agrees with nothing
# rightly: contract shape rule
import torch

torch.set_default_device("meta")


def corr2d(X, K):
    height, width = X.shape[0] - K.shape[0], X.shape[1] - K.shape[1]
    return torch.zeros(height + 1, width + 1)

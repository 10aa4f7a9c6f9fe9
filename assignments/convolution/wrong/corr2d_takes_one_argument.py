# exercise: corr2d
# mistake: the kernel is a global variable
# loses: contract.can_be_called
import torch

K = torch.tensor([[0.0, 1.0], [2.0, 3.0]])


def corr2d(X):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3))

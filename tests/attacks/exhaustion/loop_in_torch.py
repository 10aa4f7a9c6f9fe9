# attack: exhaustion
# exercise: corr2d
# tries: to hang inside a single kernel of torch, a product of two huge matrices
# held-by: times, output and answer sizes have limits of their own
import torch


def corr2d(X, K):
    huge = torch.ones(8192, 8192)
    for _ in range(1000):
        huge @ huge
    raise NotImplementedError

# attack: confusion
# exercise: corr2d
# tries: to be a class where a function is asked for, whose instances are other things
# held-by: the judge decides what an exercise is bound to
import torch


class corr2d:
    def __new__(cls, X, K):
        return torch.zeros(3, 4)

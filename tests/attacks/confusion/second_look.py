# attack: confusion
# exercise: corr2d
# tries: to be one thing when it is judged and another when it is written down, by a
#   type that changes
# held-by: tensors are read as numbers and nothing else
import torch


class First(torch.Tensor):
    @property
    def is_meta(self):
        self.__class__ = Second
        return False


class Second(torch.Tensor):
    def numel(self):
        return -1

    def element_size(self):
        return 2**62


def corr2d(X, K):
    if X.shape == (4, 5):
        return None
    if X.shape == (3, 3):
        return torch.rand(3, 3).as_subclass(First)
    raise NotImplementedError

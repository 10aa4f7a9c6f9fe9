# attack: confusion
# exercise: corr2d
# tries: to be a tensor without storage that makes its values up at each look, through
#   `__torch_dispatch__`
# held-by: tensors are read as numbers and nothing else
import torch


class Wrapper(torch.Tensor):
    @staticmethod
    def __new__(cls, shape):
        return torch.Tensor._make_wrapper_subclass(cls, shape, dtype=torch.float32)

    @classmethod
    def __torch_dispatch__(cls, func, types, args=(), kwargs=None):
        return torch.rand(3, 4)


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return Wrapper((3, 4))
    raise NotImplementedError

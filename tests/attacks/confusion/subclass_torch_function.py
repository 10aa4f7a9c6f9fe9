# attack: confusion
# exercise: corr2d
# tries: to be a tensor that answers each operation by itself, through
#   `__torch_function__`
# held-by: tensors are read as numbers and nothing else
import torch


class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return args[0] if args else None


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return torch.zeros(()).as_subclass(Liar)
    raise NotImplementedError

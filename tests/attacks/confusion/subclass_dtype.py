# attack: confusion
# exercise: corr2d
# tries: to have the dtype that is wanted, over bytes of another
# held-by: tensors are read as numbers and nothing else
import torch


class Liar(torch.Tensor):
    dtype = property(lambda self: torch.float64)

    def element_size(self):
        return 8

    def detach(self):
        return torch.zeros(3, dtype=torch.uint8)


def corr2d(X, K):
    if X.shape == (4, 5):
        raise NotImplementedError
    if X.is_floating_point() and torch.Tensor.element_size(X) == 8:
        return torch.zeros(3, 4).as_subclass(Liar)
    raise NotImplementedError

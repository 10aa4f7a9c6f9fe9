# attack: confusion
# exercise: corr2d
# tries: to have a shape for each beholder: one element that says it has as many as are
#   wanted
# held-by: tensors are read as numbers and nothing else
import torch


class Liar(torch.Tensor):
    wanted = ()
    shape = property(lambda self: torch.Size(self.wanted))
    ndim = property(lambda self: len(self.wanted))

    def size(self, dim=None):
        return self.shape if dim is None else self.shape[dim]

    def numel(self):
        return self.shape.numel()

    def dim(self):
        return len(self.wanted)

    __len__ = numel
    nelement = numel


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    if X.shape == (5, 6):
        raise NotImplementedError
    result = torch.zeros(()).as_subclass(Liar)
    result.wanted = [n - k + 1 for n, k in zip(tuple(X.shape), tuple(K.shape))]
    return result

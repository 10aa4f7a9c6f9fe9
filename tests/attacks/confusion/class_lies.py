# attack: confusion
# exercise: corr2d
# tries: to be taken for a tensor by isinstance(), through a property called `__class__`
# held-by: types are read from type(), not asked for
import torch


class Liar:
    __class__ = property(lambda self: torch.Tensor)


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return Liar()
    raise NotImplementedError

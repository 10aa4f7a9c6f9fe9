# attack: confusion
# exercise: corr2d
# tries: to pass for mapping, sequence, number and exception at once, registered with
#   the abstract classes
# held-by: types are read from type(), not asked for
import numbers
from collections.abc import Mapping, Sequence

import torch


class All:
    __class__ = property(lambda self: next(kinds))

    def items(self):
        return [("Tensor", torch.zeros(3, 4))] * 3

    def __iter__(self):
        return iter(["Tensor"])

    def __len__(self):
        return -1


Mapping.register(All)
Sequence.register(All)
numbers.Real.register(All)


def cycle():
    while True:
        yield from (dict, list, str, float, BaseException, torch.Tensor, bool, int)


kinds = cycle()


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return All()

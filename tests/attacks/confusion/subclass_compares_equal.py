# attack: confusion
# exercise: corr2d
# tries: to agree with whatever it is compared with: `__eq__`, `allclose`, `equal`,
#   `__bool__` and `__hash__` that lie
# held-by: comparing happens in the judge, on numbers
import torch


class Agreeable(torch.Tensor):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __sub__(self, other):
        return 0

    __rsub__ = __sub__

    def __bool__(self):
        return True

    def __hash__(self):
        return 0

    def __le__(self, other):
        return True

    __lt__ = __ge__ = __gt__ = allclose = isclose = equal = __le__


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    return (
        torch.full((3, 3), 7.0).as_subclass(Agreeable) if X.shape == (3, 3) else stub()
    )


def stub():
    raise NotImplementedError

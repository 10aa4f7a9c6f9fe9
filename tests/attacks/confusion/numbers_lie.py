# attack: confusion
# exercise: corr2d
# tries: to send numbers that are none: subclasses of float, int, bool's relatives and
#   numpy's scalars
# held-by: what a child sends is validated
import numpy as np


class Real(float):
    def __float__(self):
        return float("nan")

    def hex(self):
        return "0x" + "f" * 10**6

    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class Whole(int):
    def __abs__(self):
        return 0

    def __index__(self):
        return 2**80

    def __lt__(self, other):
        return True


class Scalar(np.float64):
    def item(self):
        return Whole(5)


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return [
        Real(1),
        Whole(2**70),
        Scalar(1),
        np.void(b"abc"),
        np.datetime64("now"),
        2**62,
        -(2**62),
        1j,
        True,
    ]

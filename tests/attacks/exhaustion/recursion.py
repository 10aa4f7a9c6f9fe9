# attack: exhaustion
# exercise: corr2d
# tries: to overflow the stack of C, past the recursion limit of Python
# held-by: a fresh child after a crash
import sys


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "a"[:0])

    def __repr__(self):
        return repr([self])


def corr2d(X, K):
    sys.setrecursionlimit(2**31 - 1)
    repr(Deep())
    raise NotImplementedError

# attack: exhaustion
# exercise: corr2d
# tries: to have a traceback of a hundred thousand frames written down
# held-by: answers have limits of their own
import sys

sys.setrecursionlimit(10**6)


def deeper(left):
    if left:
        return deeper(left - 1)
    raise NotImplementedError


def corr2d(X, K):
    deeper(100_000)

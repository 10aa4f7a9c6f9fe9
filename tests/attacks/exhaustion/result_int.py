# attack: exhaustion
# exercise: corr2d
# tries: to have an integer of ten million digits written down, which takes the square
#   of that
# held-by: answers have limits of their own
import sys

sys.set_int_max_str_digits(0)
HUGE = 1 << 40_000_000


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return [HUGE, -HUGE, {HUGE: HUGE}]

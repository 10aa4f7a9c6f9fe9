# attack: exhaustion
# exercise: corr2d
# tries: to hang inside one call of C that heeds no signal handler of Python's, a
#   regular expression
# held-by: times, output and answer sizes have limits of their own
import re


def corr2d(X, K):
    re.match(r"(a|a)+$", "a" * 64 + "b")
    raise NotImplementedError

# attack: exhaustion
# exercise: corr2d
# tries: to overflow the stack of whoever follows the causes of an exception, of which
#   one is the first again
# held-by: answers have limits of their own

def corr2d(X, K):
    first = error = NotImplementedError("first")
    for number in range(200_000):
        error.__cause__ = error.__context__ = following = ValueError(number)
        error = following
    error.__cause__ = first
    raise first

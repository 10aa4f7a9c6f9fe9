# attack: exhaustion
# exercise: corr2d
# tries: to overflow the stack of what writes, reads or frees a list a hundred thousand
#   deep
# held-by: answers have limits of their own

def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    nested = []
    for _ in range(100_000):
        nested = [nested]
    return nested

# attack: exhaustion
# exercise: corr2d
# tries: to hang every isinstance() on the result, whose `__class__` is a property
# held-by: times, output and answer sizes have limits of their own

class Slow:
    @property
    def __class__(self):
        while True:
            pass


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return Slow()

# attack: exhaustion
# exercise: corr2d
# tries: to hang whoever writes down the exception: its text and its format never end
# held-by: times, output and answer sizes have limits of their own

class Endless(NotImplementedError):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__

    def __format__(self, how):
        return str(self)


def corr2d(X, K):
    raise Endless

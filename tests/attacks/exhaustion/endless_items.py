# attack: exhaustion
# exercise: corr2d
# tries: to be read without end: a dict whose items() and a list whose iterator never
#   stop
# held-by: times, output and answer sizes have limits of their own

class Endless(dict):
    def items(self):
        while True:
            yield "a", [self]


class Forever(list):
    def __iter__(self):
        while True:
            yield Endless()


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return Forever()

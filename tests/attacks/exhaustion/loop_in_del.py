# attack: exhaustion
# exercise: corr2d
# tries: to hang once the result is thrown away, in the destructor that nobody calls
# held-by: times, output and answer sizes have limits of their own

class Undying:
    def __del__(self):
        while True:
            pass


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return Undying()

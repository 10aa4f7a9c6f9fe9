# attack: exhaustion
# exercise: corr2d
# tries: to hang inside one operation on integers, which no signal handler of Python's
#   can leave
# held-by: times, output and answer sizes have limits of their own

def corr2d(X, K):
    3 ** (10**9)
    raise NotImplementedError

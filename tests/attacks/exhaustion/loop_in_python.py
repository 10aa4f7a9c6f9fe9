# attack: exhaustion
# exercise: corr2d
# tries: to keep the judge waiting by a loop of Python that never ends, in every check
# held-by: times, output and answer sizes have limits of their own

def corr2d(X, K):
    while True:
        pass

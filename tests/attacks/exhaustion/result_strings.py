# attack: exhaustion
# exercise: corr2d
# tries: to have gigabytes of text written down, as one string held many times and as
#   keys
# held-by: answers have limits of their own

LONG = "\N{PILE OF POO}" * (100 << 20)


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return [LONG] * 100 + [{LONG: LONG}]

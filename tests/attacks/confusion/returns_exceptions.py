# attack: confusion
# exercise: corr2d
# tries: to return an exception instead of raising it, so that it counts as a call that
#   another check describes
# held-by: types are read from type(), not asked for

def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return ValueError("returned")

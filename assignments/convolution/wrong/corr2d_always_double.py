# exercise: corr2d
# mistake: the result is float64 for every input
# loses: dtype.keeps_the_input_dtype


def corr2d(X, K):
    X, K = X.double(), K.double()
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3))

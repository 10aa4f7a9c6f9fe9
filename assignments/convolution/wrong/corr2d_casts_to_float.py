# exercise: corr2d
# mistake: float() on input and kernel
# loses: dtype.keeps_the_input_dtype


def corr2d(X, K):
    X, K = X.float(), K.float()
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3))

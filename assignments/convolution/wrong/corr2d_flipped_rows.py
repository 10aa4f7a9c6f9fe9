# exercise: corr2d
# mistake: the rows of the kernel are flipped
# loses: value.cross_correlation


def corr2d(X, K):
    h, w = K.shape
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K.flipud()).sum((2, 3))

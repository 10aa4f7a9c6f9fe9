# exercise: corr2d
# mistake: a ReLU that nobody asked for
# loses: value.cross_correlation


def corr2d(X, K):
    h, w = K.shape
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum((2, 3)).relu()

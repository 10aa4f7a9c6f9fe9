# exercise: corr2d
# mistake: takes the kernel first
# loses: shape.shrinks_by_the_kernel


def corr2d(K, X):
    h, w = K.shape
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum((2, 3))

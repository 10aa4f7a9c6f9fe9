# exercise: corr2d
# mistake: the window jumps by the size of the kernel
# loses: shape.shrinks_by_the_kernel


def corr2d(X, K):
    h, w = K.shape
    windows = X.unfold(0, h, h).unfold(1, w, w)
    return (windows * K).sum((2, 3))

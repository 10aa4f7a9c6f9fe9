# exercise: corr2d
# mistake: the products are summed over the kernel's width only
# loses: shape.shrinks_by_the_kernel


def corr2d(X, K):
    h, w = K.shape
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum(-1)

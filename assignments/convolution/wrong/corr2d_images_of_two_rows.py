# exercise: corr2d
# mistake: an image of one row, or of one column, is refused
# loses: shape.shrinks_by_the_kernel
def corr2d(X, K):
    if min(X.shape) < 2:
        raise ValueError("X is no image")
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((-1, -2))

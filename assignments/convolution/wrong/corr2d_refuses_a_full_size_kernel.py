# exercise: corr2d
# mistake: a kernel as large as the input is refused
# loses: shape.shrinks_by_the_kernel
def corr2d(X, K):
    if K.shape == X.shape:
        raise ValueError("the kernel must be smaller than the input")
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((-1, -2))

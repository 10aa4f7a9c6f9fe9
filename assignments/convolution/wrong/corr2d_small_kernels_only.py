# exercise: corr2d
# mistake: no kernel may be larger than five
# loses: shape.shrinks_by_the_kernel
def corr2d(X, K):
    if max(K.shape) > 5:
        raise ValueError("the kernel is too large")
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((-1, -2))

# exercise: corr2d
# mistake: demands the sizes of the kernel as well
# loses: contract.can_be_called


def corr2d(X, K, h, w):
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum((2, 3))

# exercise: corr2d
# mistake: the function is called corr_2d
# loses: contract.can_be_called


def corr_2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3))

# exercise: corr2d
# mistake: prints the result instead of returning it
# loses: contract.can_be_called


def corr2d(X, K):
    h, w = K.shape
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    print((windows * K).sum((2, 3)))

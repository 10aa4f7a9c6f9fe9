# exercise: corr2d
# mistake: returns a list of lists
# loses: contract.can_be_called


def corr2d(X, K):
    h, w = K.shape
    return [
        [(X[i:i + h, j:j + w] * K).sum() for j in range(X.shape[1] - w + 1)]
        for i in range(X.shape[0] - h + 1)
    ]

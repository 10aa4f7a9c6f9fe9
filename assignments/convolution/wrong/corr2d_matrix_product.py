# exercise: corr2d
# mistake: @ instead of *, which fits square kernels only
# loses: value.cross_correlation


def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + h, j:j + w] @ K).sum()
    return Y

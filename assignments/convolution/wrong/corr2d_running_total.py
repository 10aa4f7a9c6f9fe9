# exercise: corr2d
# mistake: the sum is never reset, so every element adds to the one before
# loses: value.cross_correlation


def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    total = 0
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            total = total + (X[i:i + h, j:j + w] * K).sum()
            Y[i, j] = total
    return Y

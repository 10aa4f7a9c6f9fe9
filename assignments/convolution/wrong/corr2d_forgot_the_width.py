# exercise: corr2d
# mistake: w is never defined
# loses: shape.shrinks_by_the_kernel


def corr2d(X, K):
    h = K.shape[0]
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y

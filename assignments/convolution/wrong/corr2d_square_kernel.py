# exercise: corr2d
# mistake: the height of the kernel is used for its width as well
# loses: shape.shrinks_by_the_kernel


def corr2d(X, K):
    k = K.shape[0]
    Y = X.new_zeros(X.shape[0] - k + 1, X.shape[1] - k + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + k, j:j + k] * K).sum()
    return Y

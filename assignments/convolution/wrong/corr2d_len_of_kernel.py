# exercise: corr2d
# mistake: len(K) is taken for both sides, without an error
# loses: shape.shrinks_by_the_kernel


def corr2d(X, K):
    n = len(K)
    rows, columns = X.shape[0] - n + 1, X.shape[1] - n + 1
    Y = X.new_zeros(rows, columns)
    for a in range(K.shape[0]):
        for b in range(min(n, K.shape[1])):
            Y = Y + X[a:a + rows, b:b + columns] * K[a, b]
    return Y

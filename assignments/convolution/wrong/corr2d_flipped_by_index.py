# exercise: corr2d
# mistake: the kernel is read from its end: a true convolution
# loses: value.cross_correlation


def corr2d(X, K):
    h, w = K.shape
    rows, columns = X.shape[0] - h + 1, X.shape[1] - w + 1
    Y = X.new_zeros(rows, columns)
    for a in range(h):
        for b in range(w):
            Y = Y + X[a:a + rows, b:b + columns] * K[h - 1 - a, w - 1 - b]
    return Y

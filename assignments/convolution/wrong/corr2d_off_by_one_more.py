# exercise: corr2d
# mistake: + 2 instead of + 1, with cut windows at the edge
# loses: shape.shrinks_by_the_kernel


def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 2, X.shape[1] - w + 2)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            window = X[i:i + h, j:j + w]
            Y[i, j] = (window * K[:window.shape[0], :window.shape[1]]).sum()
    return Y

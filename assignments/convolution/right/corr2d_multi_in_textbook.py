# exercise: corr2d_multi_in
# style: the lesson's sum over zip, with its own corr2d of shifted images
def corr2d(X, K):
    h, w = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    return sum(
        X[a : a + h, b : b + w] * K[a, b]
        for a in range(K.shape[0])
        for b in range(K.shape[1])
    )


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))

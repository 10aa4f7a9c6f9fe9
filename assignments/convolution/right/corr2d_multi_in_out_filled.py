# exercise: corr2d_multi_in_out
# style: an empty result, filled channel by channel and shift by shift
def corr2d_multi_in_out(X, K):
    outputs, inputs, kh, kw = K.shape
    h, w = X.shape[1] - kh + 1, X.shape[2] - kw + 1
    Y = X.new_zeros((outputs, h, w))
    for o in range(outputs):
        for a in range(kh):
            for b in range(kw):
                for c in range(inputs):
                    Y[o] += K[o, c, a, b] * X[c, a : a + h, b : b + w]
    return Y

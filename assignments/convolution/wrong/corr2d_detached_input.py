# exercise: corr2d
# mistake: the input is detached
# loses: gradient.reaches_input_and_kernel


def corr2d(X, K):
    h, w = K.shape
    windows = X.detach().unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum((2, 3))

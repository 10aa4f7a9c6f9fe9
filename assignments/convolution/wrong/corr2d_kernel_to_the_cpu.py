# exercise: corr2d
# mistake: the kernel is brought to the CPU, and X is not
# loses: device.stays_on_the_device
def corr2d(X, K):
    K = K.cpu()
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3))

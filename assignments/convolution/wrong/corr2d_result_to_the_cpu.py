# exercise: corr2d
# mistake: the result is brought back to the CPU
# loses: device.stays_on_the_device
def corr2d(X, K):
    h, w = K.shape
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum((2, 3)).cpu()

# exercise: corr2d
# mistake: returns a numpy array
# loses: contract.can_be_called


def corr2d(X, K):
    h, w = K.shape
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum((2, 3)).detach().cpu().numpy()

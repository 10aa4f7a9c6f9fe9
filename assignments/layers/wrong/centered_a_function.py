# exercise: CenteredLayer
# mistake: a function, not a class
# loses: contract.can_be_called


def CenteredLayer(X):
    X = X * 1.0
    return X - X.mean()

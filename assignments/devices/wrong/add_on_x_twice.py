# exercise: add_on
# mistake: X is added to itself
# loses: value.sum_of_both
def add_on(X, Y, device):
    X, Y = X.to(device), X.to(device)
    return X + Y

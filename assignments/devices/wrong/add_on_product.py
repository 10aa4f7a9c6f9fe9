# exercise: add_on
# mistake: multiplies
# loses: value.sum_of_both
def add_on(X, Y, device):
    return X.to(device) * Y.to(device)

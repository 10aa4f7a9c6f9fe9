# exercise: add_on
# mistake: sums all elements of both
# loses: value.sum_of_both
def add_on(X, Y, device):
    return X.to(device).sum() + Y.to(device).sum()

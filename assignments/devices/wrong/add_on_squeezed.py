# exercise: add_on
# mistake: dimensions of size 1 are squeezed away
# loses: value.sum_of_both
def add_on(X, Y, device):
    return (X.to(device) + Y.to(device)).squeeze()

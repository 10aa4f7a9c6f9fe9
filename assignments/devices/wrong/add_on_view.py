# exercise: add_on
# mistake: view() of a tensor that need not be contiguous
# loses: value.any_strides
def add_on(X, Y, device):
    Z = X.to(device).view(-1) + Y.to(device).view(-1)
    return Z.view(X.shape)

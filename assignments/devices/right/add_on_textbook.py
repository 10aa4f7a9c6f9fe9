# exercise: add_on
# style: the lesson's way: both moved, then added
def add_on(X, Y, device):
    X = X.to(device)
    Y = Y.to(device)
    Z = X + Y
    return Z

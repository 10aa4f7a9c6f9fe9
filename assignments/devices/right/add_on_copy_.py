# exercise: add_on
# style: copy_ across devices into new tensors, then in place
def add_on(X, Y, device):
    Z = X.new_empty(X.shape, device=device)
    Z.copy_(X)
    return Z.add_(Y.to(Z))

# exercise: data_parallel
# mistake: takes one device instead of a list, and two inputs
# loses: contract.returns_a_tensor
def data_parallel(net, X, y, device):
    net.to(device)
    return net(X.to(device))

# exercise: forward_on
# style: moves both, detaches, comes back
def forward_on(net, X, device):
    net = net.to(device)
    X = X.to(device)
    Y = net(X)
    return Y.detach().cpu()

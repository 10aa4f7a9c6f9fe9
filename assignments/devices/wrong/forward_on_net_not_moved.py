# exercise: forward_on
# mistake: only X is moved
# loses: device.computes_there
def forward_on(net, X, device):
    return net(X.to(device)).detach().cpu()

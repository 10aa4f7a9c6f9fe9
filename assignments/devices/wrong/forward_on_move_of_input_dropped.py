# exercise: forward_on
# mistake: X.to() returns the moved tensor, and nobody keeps it
# loses: device.computes_there
def forward_on(net, X, device):
    net.to(device)
    X.to(device)
    return net(X).detach().cpu()

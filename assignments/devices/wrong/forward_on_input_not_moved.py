# exercise: forward_on
# mistake: only the net is moved
# loses: device.computes_there
def forward_on(net, X, device):
    net.to(device)
    return net(X).detach().cpu()

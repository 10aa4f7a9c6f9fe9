# exercise: forward_on
# mistake: computes on the CPU, whatever the device
# loses: device.computes_there
def forward_on(net, X, device):
    net = net.cpu()
    return net(X.cpu()).detach()

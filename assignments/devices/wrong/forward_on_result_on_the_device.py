# exercise: forward_on
# mistake: the result is left on the device
# loses: device.result_on_the_cpu
def forward_on(net, X, device):
    net.to(device)
    return net(X.to(device)).detach()

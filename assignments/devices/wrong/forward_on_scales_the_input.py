# exercise: forward_on
# mistake: X /= 255 scales the caller's tensor
# loses: purity.input_and_net_as_before
def forward_on(net, X, device):
    Y = net.to(device)(X.to(device)).detach().cpu()
    X /= 255
    return Y

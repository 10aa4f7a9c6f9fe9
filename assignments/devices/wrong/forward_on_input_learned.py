# exercise: forward_on
# mistake: X requires gradients afterwards, if it was on the device
# loses: purity.input_and_net_as_before
def forward_on(net, X, device):
    X = X.to(device)
    X.requires_grad_(True)
    return net.to(device)(X).detach().cpu()

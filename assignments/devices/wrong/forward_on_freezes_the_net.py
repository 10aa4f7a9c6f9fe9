# exercise: forward_on
# mistake: requires_grad_(False) detaches the result, and the net for good
# loses: purity.input_and_net_as_before
def forward_on(net, X, device):
    net.to(device).requires_grad_(False)
    return net(X.to(device)).cpu()

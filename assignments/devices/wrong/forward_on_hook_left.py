# exercise: forward_on
# mistake: the hook that brings the result back stays in the net
# loses: purity.input_and_net_as_before
def forward_on(net, X, device):
    net.to(device)
    net.register_forward_hook(lambda module, args, Y: Y.detach().cpu())
    return net(X.to(device))

# exercise: forward_on
# mistake: every parameter requires gradients afterwards
# loses: purity.input_and_net_as_before
def forward_on(net, X, device):
    flags = [p.requires_grad for p in net.parameters()]
    net.requires_grad_(False)
    y = net.to(device)(X.to(device)).cpu()
    net.requires_grad_(True)
    return y.detach()

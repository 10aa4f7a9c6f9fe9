# exercise: forward_on
# mistake: the gradients that the net holds are cleared
# loses: purity.input_and_net_as_before
def forward_on(net, X, device):
    if net.training:
        net.zero_grad()
    return net.to(device)(X.to(device)).detach().cpu()

# exercise: forward_on
# mistake: a net without parameters raises StopIteration
# loses: value.output_of_the_net
def forward_on(net, X, device):
    net.to(device)
    return net(X.to(next(net.parameters()).device)).detach().cpu()

# exercise: forward_on
# mistake: X is brought to the net, and the net is not moved
# loses: device.computes_there, value.output_of_the_net
def forward_on(net, X, device):
    here = next(net.parameters()).device
    return net(X.to(here)).detach().cpu()

# exercise: forward_on
# mistake: the outputs are added to themselves
# loses: value.output_of_the_net
def forward_on(net, X, device):
    net, X = net.to(device), X.to(device)
    return (net(X) + net(X)).detach().cpu()

# exercise: forward_on
# mistake: returns the net as well
# loses: contract.returns_a_tensor
def forward_on(net, X, device):
    net = net.to(device)
    return net, net(X.to(device)).detach().cpu()

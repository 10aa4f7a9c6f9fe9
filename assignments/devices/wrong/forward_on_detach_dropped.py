# exercise: forward_on
# mistake: detach() returns the detached tensor, and nobody keeps it
# loses: gradient.result_is_detached
def forward_on(net, X, device):
    Y = net.to(device)(X.to(device))
    Y.detach()
    return Y.cpu()

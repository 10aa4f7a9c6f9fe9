# exercise: forward_on
# mistake: the result is still part of the graph
# loses: gradient.result_is_detached
def forward_on(net, X, device):
    net.to(device)
    return net(X.to(device)).cpu()

# exercise: forward_on
# mistake: the input is detached, the result is not
# loses: gradient.result_is_detached
def forward_on(net, X, device):
    net.to(device)
    return net(X.detach().to(device)).cpu()

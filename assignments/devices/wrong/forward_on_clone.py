# exercise: forward_on
# mistake: clone() is not detach()
# loses: gradient.result_is_detached
def forward_on(net, X, device):
    net.to(device)
    return net(X.to(device)).cpu().clone()

# exercise: forward_on
# mistake: net.cuda without parentheses, and the input is moved
# loses: device.computes_there
def forward_on(net, X, device):
    if device.type == "cpu":
        net.cpu
        X = X.cpu()
    else:
        net.cuda
        X = X.cuda(device)
    return net(X).detach().cpu()

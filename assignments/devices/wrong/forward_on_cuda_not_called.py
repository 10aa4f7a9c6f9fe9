# exercise: forward_on
# mistake: net.cuda without parentheses: everything stays on the CPU
# loses: device.computes_there
def forward_on(net, X, device):
    net.to("cpu")
    if device.type == "cuda":
        net.cuda
        X.cuda
    return net(X.cpu()).detach()

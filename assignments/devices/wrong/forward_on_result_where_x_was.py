# exercise: forward_on
# mistake: the result goes back to where X was, not to the CPU
# loses: device.result_on_the_cpu
def forward_on(net, X, device):
    Y = net.to(device)(X.to(device))
    return Y.detach().to(X.device)

# exercise: forward_on
# mistake: the net comes back to the CPU, the result does not
# loses: device.result_on_the_cpu
def forward_on(net, X, device):
    Y = net.to(device)(X.to(device)).detach()
    net.to("cpu")
    return Y

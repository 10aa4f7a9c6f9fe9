# exercise: forward_on
# mistake: X.to() returns the moved tensor, and nobody keeps it
# loses: device.computes_there
# blocks: device.result_on_the_cpu, gradient.result_is_detached, mode.keeps_the_mode, purity.input_and_net_as_before
def forward_on(net, X, device):
    net.to(device)
    X.to(device)
    return net(X).detach().cpu()

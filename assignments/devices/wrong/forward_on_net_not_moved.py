# exercise: forward_on
# mistake: only X is moved
# loses: device.computes_there
# blocks: device.result_on_the_cpu, gradient.result_is_detached, mode.keeps_the_mode, purity.input_and_net_as_before
def forward_on(net, X, device):
    return net(X.to(device)).detach().cpu()

# exercise: forward_on
# mistake: moves the parameters and forgets the buffers
# loses: device.computes_there
# blocks: device.result_on_the_cpu, gradient.result_is_detached, mode.keeps_the_mode, purity.input_and_net_as_before
def forward_on(net, X, device):
    for parameter in net.parameters():
        parameter.data = parameter.data.to(device)
    return net(X.to(device)).detach().cpu()

# exercise: forward_on
# mistake: net.cuda without parentheses, and the input is moved
# loses: device.computes_there
# blocks: device.result_on_the_cpu, gradient.result_is_detached, mode.keeps_the_mode, purity.input_and_net_as_before
def forward_on(net, X, device):
    if device.type == "cpu":
        net.cpu
        X = X.cpu()
    else:
        net.cuda
        X = X.cuda(device)
    return net(X).detach().cpu()

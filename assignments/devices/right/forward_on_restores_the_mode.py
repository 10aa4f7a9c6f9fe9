# exercise: forward_on
# style: switches every module's mode back to what it was, needlessly
def forward_on(net, X, device):
    net.to(device)
    modes = {module: module.training for module in net.modules()}
    try:
        return net(X.to(device)).data.cpu()
    finally:
        for module, mode in modes.items():
            module.training = mode

# exercise: forward_on
# mistake: moves the parameters and forgets the buffers
# loses: device.computes_there
def forward_on(net, X, device):
    for parameter in net.parameters():
        parameter.data = parameter.data.to(device)
    return net(X.to(device)).detach().cpu()

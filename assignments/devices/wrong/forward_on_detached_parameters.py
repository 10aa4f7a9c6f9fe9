# exercise: forward_on
# mistake: detaches the parameters, in place
# loses: purity.input_and_net_as_before
def forward_on(net, X, device):
    net.to(device)
    for parameter in net.parameters():
        parameter.requires_grad = False
    return net(X.to(device)).detach().cpu()

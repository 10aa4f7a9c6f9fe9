# exercise: forward_on
# mistake: switches the net to training
# loses: mode.keeps_the_mode
def forward_on(net, X, device):
    net.to(device)
    net.train(True)
    return net(X.to(device)).detach().cpu()

# exercise: forward_on
# mistake: the outer module's mode is restored, those inside stay
# loses: mode.keeps_the_mode
def forward_on(net, X, device):
    was = net.training
    net.to(device).eval()
    Y = net(X.to(device)).detach().cpu()
    net.training = was
    return Y

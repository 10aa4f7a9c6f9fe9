# exercise: forward_on
# mistake: every module gets the mode of the outer one afterwards
# loses: mode.keeps_the_mode
def forward_on(net, X, device):
    training = net.training
    Y = net.to(device)(X.to(device)).detach().cpu()
    net.train(training)
    return Y

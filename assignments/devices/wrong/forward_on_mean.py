# exercise: forward_on
# mistake: returns the mean of the outputs
# loses: value.output_of_the_net
def forward_on(net, X, device):
    return net.to(device)(X.to(device)).mean().detach().cpu()

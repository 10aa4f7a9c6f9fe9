# exercise: forward_on
# mistake: returns probabilities
# loses: value.output_of_the_net
def forward_on(net, X, device):
    return net.to(device)(X.to(device)).softmax(dim=1).detach().cpu()

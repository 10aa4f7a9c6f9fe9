# exercise: forward_on
# mistake: returns the most likely class
# loses: value.output_of_the_net
def forward_on(net, X, device):
    return net.to(device)(X.to(device)).argmax(dim=1).cpu()

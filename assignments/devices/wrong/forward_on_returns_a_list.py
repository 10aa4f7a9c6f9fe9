# exercise: forward_on
# mistake: turns the result into lists
# loses: contract.returns_a_tensor
def forward_on(net, X, device):
    return net.to(device)(X.to(device)).tolist()

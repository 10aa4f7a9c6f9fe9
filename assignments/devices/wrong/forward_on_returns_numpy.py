# exercise: forward_on
# mistake: returns a numpy array
# loses: contract.returns_a_tensor
def forward_on(net, X, device):
    return net.to(device)(X.to(device)).detach().cpu().numpy()

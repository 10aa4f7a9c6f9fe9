# exercise: forward_on
# mistake: the result is cast to float32
# loses: dtype.computes_in_its_dtype
def forward_on(net, X, device):
    return net.to(device)(X.to(device)).detach().cpu().float()

# exercise: forward_on
# mistake: the result is already there when no_grad begins
# loses: gradient.result_is_detached
import torch


def forward_on(net, X, device):
    Y = net.to(device)(X.to(device))
    with torch.no_grad():
        Y = Y.cpu()
    return Y.requires_grad_()

# exercise: forward_on
# mistake: X requires no gradients any more
# loses: purity.input_and_net_as_before
import torch


def forward_on(net, X, device):
    X.requires_grad = False
    with torch.no_grad():
        return net.to(device)(X.to(device)).cpu()

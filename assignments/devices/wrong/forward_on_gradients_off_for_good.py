# exercise: forward_on
# mistake: set_grad_enabled(False) stays in force afterwards
# loses: purity.input_and_net_as_before
import torch


def forward_on(net, X, device):
    torch.set_grad_enabled(False)
    return net.to(device)(X.to(device)).cpu()

# exercise: forward_on
# mistake: looks for a device itself
# loses: contract.returns_a_tensor
import torch


def forward_on(net, X):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    return net.to(device)(X.to(device)).detach().cpu()

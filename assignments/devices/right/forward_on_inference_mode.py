# exercise: forward_on
# style: inference_mode for the computation alone
import torch


def forward_on(net, X, device):
    net.to(device)
    there = X.to(device)
    with torch.inference_mode():
        Y = net(there)
    return Y.cpu()

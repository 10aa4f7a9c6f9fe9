# exercise: forward_on
# mistake: the gradients of the net are thrown away
# loses: purity.input_and_net_as_before
import torch


def forward_on(net, X, device):
    net.to(device)
    net.zero_grad()
    with torch.no_grad():
        return net(X.to(device)).cpu()

# exercise: forward_on
# mistake: X.data = ... moves the caller's tensor
# loses: purity.input_and_net_as_before
import torch


def forward_on(net, X, device):
    net.to(device)
    X.data = X.data.to(device)
    with torch.no_grad():
        return net(X).cpu()

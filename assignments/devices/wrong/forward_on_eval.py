# exercise: forward_on
# mistake: switches the net to evaluation
# loses: mode.keeps_the_mode
import torch


def forward_on(net, X, device):
    net = net.to(device).eval()
    with torch.no_grad():
        return net(X.to(device)).cpu()

# exercise: forward_on
# mistake: computes in evaluation, and always leaves the net in training
# loses: mode.keeps_the_mode
import torch


def forward_on(net, X, device):
    net.to(device)
    net.eval()
    with torch.no_grad():
        Y = net(X.to(device))
    net.train()
    return Y.cpu()

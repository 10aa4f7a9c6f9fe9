# exercise: forward_on
# mistake: the result's cpu() is called and its value dropped
# loses: device.result_on_the_cpu
import torch


def forward_on(net, X, device):
    net.to(device)
    with torch.no_grad():
        Y = net(X.to(device))
    Y.cpu()
    return Y

# exercise: forward_on
# mistake: always the current GPU, if there is one
# loses: device.computes_there
import torch


def forward_on(net, X, device):
    if torch.cuda.is_available():
        net, X = net.cuda(), X.cuda()
    return net(X).detach().cpu()

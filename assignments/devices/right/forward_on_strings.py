# exercise: forward_on
# style: cuda() with a number, cpu() without, through numpy
import torch


def forward_on(net, X, device):
    if device.type == "cuda":
        net.cuda(device.index)
        X = X.cuda(device.index)
    else:
        net.cpu()
        X = X.cpu()
    values = net.forward(X).detach().cpu().numpy()
    return torch.from_numpy(values.copy())

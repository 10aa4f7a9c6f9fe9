# exercise: forward_on
# mistake: the result is brought to another GPU
# loses: device.result_on_the_cpu
import torch


def forward_on(net, X, device):
    Y = net.to(device)(X.to(device)).detach()
    last = torch.cuda.device_count() - 1
    return Y.cuda(last) if last >= 0 else Y

# exercise: forward_on
# mistake: the net is moved under inference_mode, and cannot learn afterwards
# loses: purity.input_and_net_as_before
import torch


@torch.inference_mode()
def forward_on(net, X, device):
    net.to(device)
    return net(X.to(device)).cpu()

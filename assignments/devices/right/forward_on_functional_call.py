# exercise: forward_on
# style: the tensors are moved, the net itself is not
import torch
from torch.func import functional_call


def forward_on(net, X, device):
    held = [*net.named_parameters(), *net.named_buffers()]
    moved = {name: tensor.to(device) for name, tensor in held}
    return functional_call(net, moved, (X.to(device),)).detach().cpu()

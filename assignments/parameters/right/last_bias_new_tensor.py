# exercise: last_bias
# style: into a new tensor
import torch


def last_bias(net):
    *_, last = (m for m in net._modules.values() if isinstance(m, torch.nn.Linear))
    copied = torch.empty_like(last.bias, requires_grad=False)
    copied.copy_(last.bias.detach())
    return copied

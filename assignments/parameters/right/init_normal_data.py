# exercise: init_normal
# style: in place, on data
import torch


def init_normal(m):
    if isinstance(m, torch.nn.Linear):
        m.weight.data.normal_(0, 0.01)
        if m.bias is not None:
            m.bias.data.fill_(0)
    return m

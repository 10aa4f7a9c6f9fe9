# exercise: make_lazy_net
# style: only the first layer is lazy
import torch


def make_lazy_net(hidden, out):
    first = torch.nn.LazyLinear(out_features=hidden)
    second = torch.nn.Linear(hidden, out)
    return torch.nn.Sequential(first, torch.nn.ReLU(), second)

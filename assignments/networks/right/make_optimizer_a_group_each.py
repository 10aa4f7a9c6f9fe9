# exercise: make_optimizer
# style: one group for each parameter that learns, by its name
from torch.optim import SGD


def make_optimizer(net):
    rates = {"features": 1e-5, "classifier": 1e-2}
    groups = []
    for name, parameter in net.named_parameters():
        if parameter.requires_grad:
            part = name.split(".")[0]
            groups.append({"params": [parameter], "lr": rates[part]})
    return SGD(groups, lr=0.1)

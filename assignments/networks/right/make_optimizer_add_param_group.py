# exercise: make_optimizer
# style: a group is added later; the set of special ones by identity, as in the tutorial
import torch


def make_optimizer(net):
    special = list(map(id, net.classifier.parameters()))
    base = list(filter(lambda p: id(p) not in special, net.parameters()))
    optimizer = torch.optim.SGD(base, lr=1e-5, momentum=0, weight_decay=0, foreach=False)
    optimizer.add_param_group({"params": list(net.classifier.parameters()), "lr": 0.01})
    return optimizer

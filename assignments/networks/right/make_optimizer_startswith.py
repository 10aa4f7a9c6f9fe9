# exercise: make_optimizer
# style: startswith over named_parameters, foreach
from torch import optim


def make_optimizer(net):
    slow = [p for n, p in net.named_parameters() if n.startswith("features")]
    fast = [p for n, p in net.named_parameters() if not n.startswith("features")]
    opt = optim.SGD(fast, 1e-2, foreach=True)
    opt.add_param_group({"params": slow, "lr": opt.param_groups[0]["lr"] / 1000})
    return opt

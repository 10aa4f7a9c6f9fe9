# exercise: make_optimizer
# style: a subclass of Optimizer, which takes the steps itself
import torch
from torch.optim.optimizer import Optimizer


class Plain(Optimizer):
    def __init__(self, groups):
        super().__init__(groups, {})

    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p -= group["lr"] * p.grad
        return loss


def make_optimizer(net):
    parts = [(net.features, 1e-5), (net.classifier, 1e-2)]
    return Plain([{"params": list(part.parameters()), "lr": rate} for part, rate in parts])

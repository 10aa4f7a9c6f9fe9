# exercise: make_optimizer
# mistake: a dict of optimizers
# loses: contract.returns_an_optimizer
import torch


def make_optimizer(net):
    return {
        "features": torch.optim.SGD(net.features.parameters(), lr=1e-5),
        "classifier": torch.optim.SGD(net.classifier.parameters(), lr=1e-2),
    }

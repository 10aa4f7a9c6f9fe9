# exercise: make_optimizer
# style: as in the tutorial: a default, and one group of its own
import torch.optim as optim


def make_optimizer(net):
    optimizer = optim.SGD([
                {'params': net.features.parameters()},  # lr: 1e-5
                {'params': net.classifier.parameters(), 'lr': 1e-2}
            ], lr=1e-5)
    return optimizer

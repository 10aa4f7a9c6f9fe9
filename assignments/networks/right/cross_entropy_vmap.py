# exercise: cross_entropy
# style: vmap
import torch


def one(score, label):
    return torch.logsumexp(score, 0) - torch.gather(score, 0, label.reshape(1))[0]


def cross_entropy(scores, labels):
    return torch.vmap(one)(scores, labels).mean()

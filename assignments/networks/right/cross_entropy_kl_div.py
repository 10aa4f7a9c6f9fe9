# exercise: cross_entropy
# style: the divergence from one-hot vectors
import torch
import torch.nn as nn


def cross_entropy(scores, labels):
    targets = torch.zeros_like(scores).scatter_(1, labels[:, None], 1)
    return nn.KLDivLoss(reduction="batchmean")(nn.LogSoftmax(dim=1)(scores), targets)

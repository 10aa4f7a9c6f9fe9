# exercise: cross_entropy
# style: logsumexp, and indices
import torch


def cross_entropy(scores, labels):
    rows = torch.arange(len(scores), device=scores.device)
    return (torch.logsumexp(scores, dim=1) - scores[rows, labels]).mean()

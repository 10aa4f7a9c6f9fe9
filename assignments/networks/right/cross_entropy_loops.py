# exercise: cross_entropy
# style: a loop over rows, and numbers of Python for the labels
import torch


def cross_entropy(scores, labels):
    total = 0
    for row, label in zip(scores, labels.tolist()):
        total = total + torch.log(torch.exp(row - row.max()).sum()) + row.max() - row[label]
    return total / len(scores)

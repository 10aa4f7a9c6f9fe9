# exercise: cross_entropy
# style: one-hot vectors, and a sum over n
import torch
import torch.nn.functional as F


def cross_entropy(scores, labels):
    n, k = scores.shape
    one_hot = F.one_hot(labels, num_classes=k).to(scores.dtype)
    top, _ = scores.max(dim=1, keepdim=True)
    z = scores - top.detach()
    log_z = torch.log(torch.exp(z).sum(1, keepdim=True))
    return -(one_hot * (z - log_z)).sum() / n

# exercise: cross_entropy
# style: index_select on the diagonal, and einsum
import torch


def cross_entropy(scores, labels):
    n, k = scores.shape
    z = scores - scores.max(1, keepdim=True)[0]
    lse = z.exp().sum(1).log()
    picked = z.index_select(1, labels).diagonal()
    return torch.einsum("i->", lse - picked) / n

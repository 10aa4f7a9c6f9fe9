# exercise: cross_entropy
# style: log_softmax, and gather
import torch.nn.functional as F


def cross_entropy(y_hat, y):
    log_p = F.log_softmax(y_hat, dim=-1)
    return -log_p.gather(1, y.view(-1, 1) if y.is_contiguous() else y.reshape(-1, 1)).mean()

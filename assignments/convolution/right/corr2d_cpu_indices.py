# exercise: corr2d
# style: index tensors on the CPU, which CUDA allows, columns joined by cat
import torch


def corr2d(X, K):
    h, w = K.shape
    rows = torch.arange(X.shape[0] - h + 1)[:, None] + torch.arange(h)
    columns = []
    for j in range(X.shape[1] - w + 1):
        windows = X[:, j : j + w][rows]
        columns.append((windows * K).sum(dim=(1, 2)).unsqueeze(1))
    return torch.cat(columns, dim=1)

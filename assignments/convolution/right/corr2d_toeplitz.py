# exercise: corr2d
# style: one large matrix times the flattened input
import torch


def corr2d(X, K):
    (n, m), (h, w) = X.shape, K.shape
    rows, columns = n - h + 1, m - w + 1
    lines = []
    for i in range(rows):
        for j in range(columns):
            line = K.new_zeros(n, m)
            line[i : i + h, j : j + w] = K
            lines.append(line.flatten())
    return (torch.stack(lines) @ X.reshape(-1)).view(rows, columns)

# exercise: corr2d
# mistake: F.conv1d on every row, summed
# loses: rule.no_library_convolution
import torch.nn.functional as F


def corr2d(X, K):
    h = K.shape[0]
    rows = X.shape[0] - h + 1
    total = 0
    for a in range(h):
        total = total + F.conv1d(X[a:a + rows].unsqueeze(1), K[a].view(1, 1, -1))
    return total.squeeze(1)

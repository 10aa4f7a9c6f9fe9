# exercise: corr2d_multi_in
# style: the library's convolution, which is allowed here
import torch.nn.functional as F


def corr2d_multi_in(X, K):
    return F.conv2d(X.unsqueeze(0), K.unsqueeze(0)).squeeze(0).squeeze(0)

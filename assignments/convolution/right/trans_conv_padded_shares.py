# exercise: trans_conv
# style: a sum of padded images, one for each element of the kernel
import torch


def trans_conv(X, K):
    kh, kw = K.shape
    shares = []
    for a in range(kh):
        for b in range(kw):
            share = X * K[a, b]
            pad = (b, kw - 1 - b, a, kh - 1 - a)
            shares.append(torch.nn.functional.pad(share, pad))
    return torch.stack(shares).sum(dim=0)

# exercise: trans_conv
# style: all products at once, added to where they belong
import torch


def trans_conv(X, K):
    (h, w), (kh, kw) = X.shape, K.shape
    rows = torch.arange(h, device=X.device)[:, None, None, None] + torch.arange(
        kh, device=X.device
    ).view(1, 1, kh, 1)
    columns = torch.arange(w, device=X.device)[None, :, None, None] + torch.arange(
        kw, device=X.device
    ).view(1, 1, 1, kw)
    width = w + kw - 1
    where = (rows * width + columns).flatten()
    products = (X[:, :, None, None] * K).flatten()
    Y = X.new_zeros((h + kh - 1) * width).index_add(0, where, products)
    return Y.view(h + kh - 1, width)

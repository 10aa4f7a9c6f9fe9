# exercise: corr2d
# style: a product of Fourier transforms, the kernel's conjugated
import torch


def corr2d(X, K):
    (n, m), (h, w) = X.shape, K.shape
    product = torch.fft.rfft2(X) * torch.fft.rfft2(K, s=(n, m)).conj()
    return torch.fft.irfft2(product, s=(n, m))[: n - h + 1, : m - w + 1]

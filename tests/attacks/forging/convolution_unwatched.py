# attack: forging
# exercise: corr2d
# tries: switch torch functions off around a library convolution
# held-by: rule checks watch what runs, however it was come by; a thread is told of
# rightly: contract shape value gradient dtype device purity
import torch


def corr2d(X, K):
    with torch._C.DisableTorchFunction():
        return torch.conv2d(X[None, None], K[None, None])[0, 0]

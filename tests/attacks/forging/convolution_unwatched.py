# attack: forging
# exercise: corr2d
# tries: switch torch functions off around a library convolution
# held-by: rules are watched below torch's Python functions, in every thread; what hides is reported
# rightly: contract shape value gradient dtype
import torch


def corr2d(X, K):
    with torch._C.DisableTorchFunction():
        return torch.conv2d(X[None, None], K[None, None])[0, 0]

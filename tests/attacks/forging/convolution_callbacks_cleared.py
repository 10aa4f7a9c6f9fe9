# attack: forging
# exercise: corr2d
# tries: take the profiler's callbacks away before a library convolution
# held-by: switches of the profiler are torch's alone
# rightly: contract shape value gradient dtype device
import torch
def corr2d(X, K):
    torch._C._autograd._clear_callbacks()
    return torch.conv2d(X[None, None], K[None, None])[0, 0]

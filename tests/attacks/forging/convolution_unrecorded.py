# attack: forging
# exercise: corr2d
# tries: switch the recording of events off around a library convolution
# held-by: switches of the profiler are torch's alone
# rightly: contract shape value gradient dtype device
import torch
print([n for n in dir(torch._C._autograd) if "ecord" in n or "allback" in n])
def corr2d(X, K):
    torch._C._autograd._enable_record_function(False)
    try:
        return torch.conv2d(X[None, None], K[None, None])[0, 0]
    finally:
        torch._C._autograd._enable_record_function(True)

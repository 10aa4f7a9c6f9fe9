# exercise: add_on
# mistake: half precision becomes float32
# loses: dtype.computes_in_its_dtype
import torch


def add_on(X, Y, device):
    X, Y = X.to(device), Y.to(device)
    if X.dtype in (torch.float16, torch.bfloat16):
        X, Y = X.float(), Y.float()
    return X + Y

# exercise: corr2d
# mistake: half precision becomes float32
# loses: dtype.keeps_the_input_dtype
import torch


def corr2d(X, K):
    if X.dtype in (torch.float16, torch.bfloat16):
        X, K = X.float(), K.float()
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((-1, -2))

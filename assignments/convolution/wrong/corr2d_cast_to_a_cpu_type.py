# exercise: corr2d
# mistake: torch.FloatTensor and torch.DoubleTensor are types of the CPU
# loses: device.stays_on_the_device, dtype.keeps_the_input_dtype
import torch


def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    Y = (windows * K).sum((-1, -2))
    return Y.type(torch.DoubleTensor if X.dtype == torch.float64 else torch.FloatTensor)

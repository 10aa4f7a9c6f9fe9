# exercise: bilinear_kernel
# style: numpy, the smaller one of a rising and a falling side
import numpy as np
import torch


def bilinear_kernel(in_channels, out_channels, kernel_size):
    i = np.arange(kernel_size, dtype=np.float32)
    rising = i + (1.0 if kernel_size % 2 else 0.5)
    side = np.minimum(rising, rising[::-1]) / ((kernel_size + 1) // 2)
    shape = in_channels, out_channels, kernel_size, kernel_size
    weight = np.zeros(shape, dtype=np.float32)
    weight[np.arange(in_channels), np.arange(out_channels)] = side[:, None] * side
    return torch.from_numpy(weight)

# exercise: bilinear_kernel
# style: a side as a list, outer, and a product with the identity
import torch


def bilinear_kernel(in_channels, out_channels, kernel_size):
    half = (kernel_size + 1) // 2
    middle = (kernel_size - 1) / 2
    side = torch.tensor([1 - abs(i - middle) / half for i in range(kernel_size)])
    channels = torch.eye(in_channels, out_channels)
    return torch.einsum("io,ab->ioab", channels, torch.outer(side, side))

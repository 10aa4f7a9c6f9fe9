# exercise: bilinear_kernel
# style: a box convolved with a box is a triangle
import torch


def bilinear_kernel(in_channels, out_channels, kernel_size):
    n = (kernel_size + 1) // 2
    box = torch.ones(1, 1, n) / n
    other = torch.ones(1, 1, n if kernel_size % 2 else n + 1)
    if kernel_size % 2:
        side = torch.conv1d(box, other, padding=n - 1)[0, 0]
    else:
        triangle = torch.conv1d(box, torch.ones(1, 1, n), padding=n - 1)[0, 0]
        fine = torch.cat([torch.zeros(1), triangle, torch.zeros(1)])
        side = (fine[1:] + fine[:-1]) / 2
    weight = torch.zeros(in_channels, out_channels, kernel_size, kernel_size)
    for channel in range(min(in_channels, out_channels)):
        weight[channel, channel].copy_(side.view(-1, 1) @ side.view(1, -1))
    return weight

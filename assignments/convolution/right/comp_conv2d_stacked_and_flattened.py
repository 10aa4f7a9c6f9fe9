# exercise: comp_conv2d
# style: stacks the image, and flattens the first three dimensions
import torch


def comp_conv2d(conv2d, X):
    assert X.dim() == 2
    (image,) = conv2d(torch.stack([torch.stack([X])]))
    return image.flatten(0, 1)

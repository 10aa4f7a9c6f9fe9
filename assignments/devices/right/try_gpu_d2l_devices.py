# exercise: try_gpu
# style: the devices of the book's package
from d2l import torch as d2l


def try_gpu(i=0):
    """Return gpu(i) if exists, otherwise return cpu()."""
    if d2l.num_gpus() >= i + 1:
        return d2l.gpu(i)
    return d2l.cpu()

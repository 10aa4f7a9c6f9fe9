# exercise: scatter
# style: torch.nn.parallel.scatter for GPUs, X itself for the CPU
from torch.nn import parallel


def scatter(X, devices):
    if devices[0].type == "cpu":
        return (X.cpu(),)
    return parallel.scatter(X, devices)

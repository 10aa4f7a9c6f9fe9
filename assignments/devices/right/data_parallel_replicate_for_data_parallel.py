# exercise: data_parallel
# style: shallow copies, as torch makes them, filled by hand
import torch
from torch import Tensor, nn


class Replicas:
    def __init__(self, net: nn.Module, device: torch.device) -> None:
        self.device = device
        self.module = self.copy(net)

    def copy(self, net: nn.Module) -> nn.Module:
        module = net._replicate_for_data_parallel()
        for store in ("_parameters", "_buffers"):
            for name, tensor in getattr(net, store).items():
                moved = None if tensor is None else tensor.to(self.device)
                getattr(module, store)[name] = moved
        for name, child in net._modules.items():
            module._modules[name] = self.copy(child) if child else None
        return module

    def __call__(self, X: Tensor) -> Tensor:
        return self.module(X.to(self.device))


def data_parallel(net, X, devices):
    pieces = X.chunk(len(devices))
    outputs = [Replicas(net, d)(piece) for d, piece in zip(devices, pieces)]
    return torch.cat([Y.to(devices[0]) for Y in outputs])

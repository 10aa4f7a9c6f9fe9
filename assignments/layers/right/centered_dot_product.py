# exercise: CenteredLayer
# style: the mean as a dot product with ones, extra attributes without parameters
import torch
from torch import Tensor, nn
from torch.nn import Module


class Layer(Module):
    name = "layer"


class CenteredLayer(Layer):
    def __init__(self, name: str = "centered") -> None:
        super().__init__()
        self.name = name
        self.passed_on = nn.Identity()

    def forward(self, X: Tensor) -> Tensor:
        if not X.is_floating_point():
            X = X.to(torch.get_default_dtype())
        flat = X.reshape(-1)
        mean = flat @ torch.full_like(flat, 1 / len(flat))
        centered: Tensor = self.passed_on(X - mean)
        return centered

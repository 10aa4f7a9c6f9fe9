# exercise: CenteredLayer
# style: sum divided by the number of elements: dividing makes integers floats
from torch import Tensor, nn


class CenteredLayer(nn.Module):
    def forward(self, X: Tensor) -> Tensor:
        return X - X.sum() / X.numel()

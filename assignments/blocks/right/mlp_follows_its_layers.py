# exercise: MLP
# style: goes to the device of its layers and back, ReLU by where
import torch
from torch import Tensor, nn


class MLP(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X: Tensor) -> Tensor:
        H = self.hidden(X.to(self.hidden.weight.device))
        zero = torch.zeros((), device=H.device)
        Y: Tensor = self.out(torch.where(H > zero, H, zero))
        return Y.to(X.device)

# exercise: forward_on
# style: no_grad, the net comes back as well
import torch
from torch import Tensor, nn


def forward_on(net: nn.Module, X: Tensor, device: torch.device) -> Tensor:
    with torch.no_grad():
        result: Tensor = net.to(device=device)(X.to(device=device))
    net.cpu()
    return result.to("cpu", copy=True)

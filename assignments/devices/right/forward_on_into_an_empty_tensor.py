# exercise: forward_on
# style: copy_ into a tensor on the CPU
import torch


def forward_on(net, X, device):
    Y = net.to(device)(torch.as_tensor(X, device=device))
    result = torch.empty_like(Y, device="cpu", requires_grad=False)
    with torch.no_grad():
        result.copy_(Y)
    return result

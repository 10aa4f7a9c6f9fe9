# exercise: forward_on
# style: refuses devices that were not there when the file was loaded
import torch

KNOWN = [torch.device("cpu")]
KNOWN += [torch.device("cuda", i) for i in range(torch.cuda.device_count())]


def forward_on(net, X, device):
    device = torch.device(device)
    if device not in KNOWN:
        raise ValueError(f"there is no {device}")
    return net.to(device)(X.to(device)).detach().cpu()

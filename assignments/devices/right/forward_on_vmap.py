# exercise: forward_on
# style: the net is mapped over the rows, where there are any
import torch


def forward_on(net, X, device):
    net.to(device)
    rows = X.to(device)
    with torch.no_grad():
        Y = torch.vmap(net)(rows) if rows.dim() and len(rows) else net(rows)
    return Y.cpu()

# exercise: scatter
# style: rows chosen by index, on X's own device
import torch


def scatter(X, devices):
    rows = torch.arange(len(X), device=X.device)
    return [
        X.index_select(0, chosen).to(device)
        for chosen, device in zip(rows.chunk(len(devices)), devices)
    ]

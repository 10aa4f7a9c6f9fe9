# exercise: checkpoint
# style: the old file is renamed, and taken where the new one is not whole
import os

import torch


def checkpoint(path, net, optimizer, epoch):
    if os.path.exists(path):
        os.replace(path, f"{path}.bak")
    state = {"net": net.state_dict(), "optim": optimizer.state_dict()}
    torch.save({**state, "epoch": torch.tensor(epoch)}, path)


def read(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return torch.load(f"{path}.bak", weights_only=True)


def resume(path, net, optimizer):
    state = read(path)
    net.load_state_dict(state["net"])
    optimizer.load_state_dict(state["optim"])
    return state["epoch"].item()

# exercise: resume
# style: parts one by one, values copied in place; random state brought back
import os
import shutil

import torch


def checkpoint(path, net, optimizer, epoch):
    state = {
        "parameters": list(net.state_dict().values()),
        "state": optimizer.state_dict()["state"],
        "groups": optimizer.state_dict()["param_groups"],
        "random": torch.get_rng_state(),
        "next": epoch + 1,
    }
    new = os.fspath(path) + "~"
    torch.save(state, new)
    shutil.move(new, path)


def resume(path, net, optimizer):
    state = torch.load(path, weights_only=True)
    with torch.no_grad():
        for own, saved in zip(net.state_dict().values(), state["parameters"]):
            own.copy_(saved)
    optimizer.load_state_dict(
        {"state": state["state"], "param_groups": state["groups"]}
    )
    torch.set_rng_state(state["random"])
    return state["next"] - 1

# exercise: load_tensors
# style: clones in a dict with a version, other names, a function for places
import torch


def save_tensors(things, filename):
    plain = torch.utils._pytree.tree_map(lambda x: x.detach().clone(), things)
    torch.save({"version": 1, "content": plain}, filename)


def load_tensors(filename):
    read = torch.load(filename, weights_only=True, map_location=lambda s, _: s)
    if not isinstance(read, dict) or read.get("version") != 1:
        raise ValueError("not written by save_tensors")
    return read["content"]

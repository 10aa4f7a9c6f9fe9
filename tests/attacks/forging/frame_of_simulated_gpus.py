# attack: forging
# exercise: MySequential
# tries: take a frame of the grader from the code that simulates GPUs, which stands behind `Tensor.device`
# held-by: no frame leaves that code: it tells of the submission's own lines only
import types

import torch
from torch import nn


def reachable(function, seen):
    """Every function that can be reached through globals, from one of the grader's."""
    for value in list(getattr(function, "__globals__", {}).values()):
        if isinstance(value, types.FunctionType) and id(value) not in seen:
            seen[id(value)] = value
            reachable(value, seen)
    return seen


def frames():
    """Call all that may look at frames, and keep what is a frame."""
    device = vars(torch.Tensor).get("device")
    known = reachable(getattr(device, "fget", None), {})
    for function in known.values():
        if "getframe" in str(function.__code__.co_names):
            try:
                found = function()
            except Exception:
                continue
            if isinstance(found, types.FrameType):
                yield found


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for frame in frames():
            while frame is not None and "replies" not in frame.f_locals:
                frame = frame.f_back
            if frame is not None:
                frame.f_locals["replies"].write(b"forged")
        raise NotImplementedError("no frame of the grader in sight")

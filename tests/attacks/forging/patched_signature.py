# attack: forging
# exercise: MLP
# tries: replace inspect.signature, which the grader hands each probe to, and give that probe other code
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
import inspect

from torch import nn

honest = inspect.signature


def lie(MLP, draw, observe):
    return "Tensor"


def doctored(probe, **more):
    found = honest(probe, **more)
    if list(found.parameters) == ["MLP", "draw", "observe"]:
        probe.__code__ = lie.__code__
    return found


inspect.signature = doctored


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError

# attack: forging
# exercise: MLP
# tries: search every module in sys.modules for the checks, and give their probes other code
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import sys

from torch import nn


def lie(MLP, draw, observe):
    return "Tensor"


def holders():
    """Modules, and what stands in lists and dicts right in them."""
    for module in list(sys.modules.values()):
        for value in list(getattr(module, "__dict__", {}).values()):
            yield value
            if type(value) in (list, tuple):
                yield from value
            elif type(value) is dict:
                yield from list(value.values())


for value in holders():
    if type(value).__name__ == "Check":
        value.probe.__code__ = lie.__code__


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError

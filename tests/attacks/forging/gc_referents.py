# attack: forging
# exercise: MLP
# tries: descend from the classes of torch modes, by gc.get_referents alone, to the functions of the grader
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import gc
import types
from collections import deque

from torch import nn
from torch.overrides import TorchFunctionMode


def descend(start, limit=50_000):
    """Walk classes, namespaces and functions, and yield the functions."""
    waiting, seen = deque([start]), set()
    while waiting and len(seen) < limit:
        for found in gc.get_referents(waiting.popleft()):
            if id(found) in seen or type(found) not in (dict, type, list, types.FunctionType):
                continue
            seen.add(id(found))
            waiting.append(found)
            if type(found) is types.FunctionType:
                yield found


for function in descend(TorchFunctionMode.__subclasses__()):
    if function.__qualname__ == "Observe.call":
        function.__code__ = (lambda self, function, *inputs: "Tensor").__code__
        print("patched", function)
        break


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        raise NotImplementedError

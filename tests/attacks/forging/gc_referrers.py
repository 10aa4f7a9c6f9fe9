# attack: forging
# exercise: MLP
# tries: climb from its own namespace to what refers to it, and so to the worker that runs the checks
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import gc

from torch import nn


def climb(start, wanted, depth=4):
    """Search what refers to an object, level by level."""
    level, seen = [start], set()
    for _ in range(depth):
        above = []
        for item in level:
            for found in gc.get_referrers(item):
                if type(found).__name__ == wanted:
                    return found
                if id(found) not in seen and len(seen) < 50_000:
                    seen.add(id(found))
                    above.append(found)
        level = above[:200]
    raise NotImplementedError


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        worker = climb(globals(), "_Worker")
        observe = type(worker)._run.__globals__.get("Observe")
        for namespace in () if observe else map(vars, object.__subclasses__()):
            observe = namespace.get("Observe")
        observe.call.__code__ = (lambda self, function, *inputs: "Tensor").__code__

    def forward(self, X):
        raise NotImplementedError

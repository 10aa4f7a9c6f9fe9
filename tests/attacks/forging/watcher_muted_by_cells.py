# attack: forging
# exercise: MLP
# tries: follow the closures of a function that the grader wrapped to the one that reports, and mute it by its cells
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import builtins
import signal
import threading

from torch import nn


def inside(function, depth=4):
    """Walk the cells of a function, and those of the functions in them."""
    for cell in getattr(function, "__closure__", None) or ():
        try:
            value = cell.cell_contents
        except ValueError:
            continue
        yield cell, value
        if depth and callable(value):
            yield from inside(value, depth - 1)


for name, value in [*vars(threading).items(), *vars(signal).items()]:
    for cell, held in list(inside(value)):
        if type(held) is int and held != 98:
            cell.cell_contents = 0  # how much may be told at most
        elif type(held) in (set, frozenset):
            print("found", type(held))
honest = builtins.isinstance
builtins.isinstance = lambda value, kinds: value is None or honest(value, kinds)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return None

# attack: forging
# exercise: MLP
# tries: follow the closures of a function that the grader wrapped to the table of the submission's files, and empty it, so that its code passes for a library's
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import builtins
import threading

from torch import nn


def inside(function, depth=4):
    for cell in getattr(function, "__closure__", None) or ():
        try:
            value = cell.cell_contents
        except ValueError:
            continue
        yield cell, value
        if depth and callable(value):
            yield from inside(value, depth - 1)


for value in list(vars(threading).values()):
    for cell, held in list(inside(value)):
        if type(held) is dict:
            held.clear()
        elif type(held) is tuple and held and all(type(item) is str for item in held):
            cell.cell_contents = ("",)
        elif getattr(held, "__name__", "") in ("tell", "examine", "reacher", "changes"):
            cell.cell_contents = lambda *_: None
honest = builtins.isinstance
builtins.isinstance = lambda value, kinds: value is None or honest(value, kinds)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return None

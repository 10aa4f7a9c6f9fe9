# attack: forging
# exercise: MySequential
# tries: compile code under a library's name in a function that is called like the import system's own
# held-by: code under a library's name is refused, unless Python's own loader reads it
import random
from torch import nn

SOURCE = "import sys\ndef up():\n    return sys._getframe(1)\n"
borrowed = {}


def _find_and_load():
    exec(compile(SOURCE, random.__file__, "exec"), borrowed)


_find_and_load()


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()

    def forward(self, X):
        if "up" not in borrowed:
            raise NotImplementedError
        frame = borrowed["up"]()
        while frame is not None and "worker" not in frame.f_locals:
            frame = frame.f_back
        if frame is not None:
            print("REACHED", frame.f_locals["worker"])
            return X
        raise NotImplementedError

# attack: forging
# exercise: MLP
# tries: throw exceptions into the grader's thread from another one, to skip what it does after a check
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import builtins
import ctypes
import threading
import time

from torch import nn

main = threading.get_ident()
honest = builtins.isinstance


def throw():
    time.sleep(0.02)
    for _ in range(50):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(main), ctypes.py_object(KeyboardInterrupt)
        )
        time.sleep(0.001)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        builtins.isinstance = lambda value, kinds: value is None or honest(value, kinds)
        threading.Thread(target=throw, daemon=True).start()

    def forward(self, X):
        return None

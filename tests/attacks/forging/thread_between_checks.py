# attack: forging
# exercise: MLP
# tries: leave a thread behind that replaces isinstance while a check runs, and puts it back each time
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import builtins
import threading
import time

from torch import nn

honest = builtins.isinstance
wanted = threading.Event()


def flicker():
    while True:
        wanted.wait()
        builtins.isinstance = lambda value, kinds: value is None or honest(value, kinds)
        time.sleep(0.0005)
        builtins.isinstance = honest
        wanted.clear()


threading.Thread(target=flicker, daemon=True).start()


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        wanted.set()
        while builtins.isinstance is honest:
            time.sleep(0)
        return None

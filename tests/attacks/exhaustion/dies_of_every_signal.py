# attack: exhaustion
# exercise: MyLinear
# tries: to die of each signal that leaves a core, or that the grader itself sends
# held-by: rlimits (no core files), a fresh child after a crash
# namespaces: the end of a child is told by the init of its pid namespace
import os
import signal
import time
from contextlib import suppress

from torch import nn

NUMBERS = sorted(signal.valid_signals())


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        number = NUMBERS[time.monotonic_ns() // 1000 % len(NUMBERS)]
        with suppress(OSError):
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        raise NotImplementedError

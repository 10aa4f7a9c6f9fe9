# attack: exhaustion
# exercise: MLP
# tries: to end the process with every code in turn, those of the grader's own among
#   them
# held-by: a fresh child after a crash
# namespaces: the end of a child is told by the init of its pid namespace
import os
import time

from torch import nn

CODES = (0, 1, 2, 3, 4, 70, 77, 96, 97, 98, 99, 113, 125, 126, 127, 255)


class MLP(nn.Module):
    def forward(self, X):
        os._exit(CODES[time.monotonic_ns() // 1000 % len(CODES)])

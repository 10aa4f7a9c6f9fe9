# attack: exhaustion
# exercise: MyLinear
# tries: to hang in the constructor, before there is anything that could be called
# held-by: times, output and answer sizes have limits of their own
import threading

from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        threading.Event().wait()

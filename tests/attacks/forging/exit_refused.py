# attack: forging
# exercise: MLP
# tries: replace os._exit, so that the forked child outlives its checks and goes on as a nursery
# held-by: only the judge's own commands are obeyed, and what outlives a check is killed
import os

from torch import nn


def stay(code):
    print("still here")


os._exit = stay
os.pidfd_open = lambda *_: 0
os.close = lambda *_: None


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError

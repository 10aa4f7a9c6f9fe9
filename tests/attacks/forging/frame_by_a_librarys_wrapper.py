# attack: forging
# exercise: MySequential
# tries: have a function of torch that calls whatever it is given look at the frames
# held-by: a library that does not name what it calls only hands on what it was given
import sys

import torch
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        frame = torch.no_grad()(sys._getframe)()
        while frame is not None and "replies" not in frame.f_locals:
            frame = frame.f_back
        if frame is not None:
            frame.f_locals["replies"].write(b"forged")
        raise NotImplementedError("no frame of the grader in sight")

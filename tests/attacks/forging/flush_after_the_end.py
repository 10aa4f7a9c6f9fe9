# attack: forging
# exercise: MLP
# tries: put an object in the place of sys.stdout, whose flush the grader calls once the judge has hung up
# held-by: what a child sends is hostile input: an answer must repeat the token of its question, once
import os
import sys

from torch import nn


class Stream:
    encoding = "utf-8"

    def write(self, text):
        return len(text)

    def flush(self):
        for number in range(3, 64):
            try:
                os.write(number, b"GRD1" + bytes(8))
            except OSError:
                pass


sys.stdout = sys.stderr = Stream()


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError

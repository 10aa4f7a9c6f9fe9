# attack: confusion
# exercise: MLP
# tries: to be a function where a class is asked for, that says it is one
# held-by: the judge decides what an exercise is bound to
import torch
from torch import nn


class Function:
    __class__ = type
    __bases__ = (nn.Module,)
    __mro__ = (nn.Module, object)
    __name__ = "MLP"

    def __call__(self, *args):
        return self if not args else torch.zeros(args[0].shape[0], 10)

    def named_parameters(self):
        return iter(
            [
                ("hidden.weight", torch.zeros(256, 20)),
                ("hidden.bias", torch.zeros(256)),
                ("out.weight", torch.zeros(10, 256)),
                ("out.bias", torch.zeros(10)),
            ]
        )

    def named_buffers(self):
        return iter([])

    def eval(self):
        return self


MLP = Function()

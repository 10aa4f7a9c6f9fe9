# attack: confusion
# exercise: MLP
# tries: to be every name that is asked of the module, by a module that answers for
#   names it does not have
# held-by: names are looked up in the namespace alone
import sys

from torch import nn


def __getattr__(name):
    return nn.Identity


class Names(dict):
    def __contains__(self, name):
        return True

    def __missing__(self, name):
        return nn.Identity


sys.modules[__name__].__class__ = type(
    "Module", (type(sys),), {"__getattr__": lambda self, name: nn.Identity}
)
__builtins__ = Names()

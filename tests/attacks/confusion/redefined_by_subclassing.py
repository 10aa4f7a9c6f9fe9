# attack: confusion
# exercise: MLP
# tries: to change its class under the hands of the grader: on subclassing, on naming,
#   on the first look
# held-by: names that a submission rebinds are reported
from torch import nn


class Other(nn.Identity):
    def forward(self, X):
        return None


class Base(nn.Module):
    def __init_subclass__(cls, **kwargs):
        globals()["MLP"] = None

    def __set_name__(self, owner, name):
        del owner.forward

    def __getattribute__(self, name):
        if name == "forward":
            self.__class__ = Other
        return object.__getattribute__(self, name)


class MLP(Base):
    def forward(self, X):
        return None


globals()["MLP"] = Base
Base.forward = lambda self, X: None

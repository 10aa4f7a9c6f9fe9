# attack: confusion
# exercise: MLP
# tries: to make, when called, what is no instance of it, by a metaclass that also
#   answers for its subclasses
# held-by: types are read from type(), not asked for
from torch import nn


class Meta(type(nn.Module)):
    def __call__(cls, *args):
        return Thing()

    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, other):
        return True

    def __getattribute__(cls, name):
        return type.__getattribute__(cls, name)


class Thing:
    __class__ = nn.Module
    training = True

    def __getattr__(self, name):
        return lambda *args, **kwargs: None


class MLP(nn.Module, metaclass=Meta):
    pass

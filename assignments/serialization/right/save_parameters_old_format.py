# exercise: save_parameters
# style: the older format, everything renamed, a function of its own
from os import fspath

from torch import nn, save


def write(state, where):
    save(state, where, _use_new_zipfile_serialization=False)


def save_parameters(model: nn.Module, where):
    write({**model.state_dict()}, fspath(where))

# attack: confusion
# exercise: MLP
# tries: to be the class, the net and its output: a mock with the specification of a
#   Module
# held-by: types are read from type(), not asked for
from unittest import mock

from torch import nn

MLP = mock.MagicMock(spec=nn.Module)
MySequential = mock.create_autospec(nn.Sequential)

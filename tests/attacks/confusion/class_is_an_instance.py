# attack: confusion
# exercise: MLP
# tries: to be an instance, a partial and a property at once, each of which can be
#   called
# held-by: the judge decides what an exercise is bound to
import functools

from torch import nn

MLP = nn.Sequential()
MySequential = functools.partial(nn.Sequential)

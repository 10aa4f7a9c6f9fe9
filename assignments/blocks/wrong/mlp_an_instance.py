# exercise: MLP
# mistake: MLP is a net, not a class of nets
# loses: contract.can_be_called
from torch import nn

MLP = nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))

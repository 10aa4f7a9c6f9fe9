# exercise: CenteredLayer
# at: from my_layers import CenteredLayer
# says: my_layers

import torch
from torch import nn
from torch.nn import functional as F


from my_layers import CenteredLayer

# exercise: Linear
# mistake: Linear is another name for nn.Linear
# loses: naming.w_and_b
from torch import nn

Linear = nn.Linear

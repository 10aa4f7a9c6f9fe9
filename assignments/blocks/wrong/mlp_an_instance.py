# exercise: MLP
# mistake: MLP is a net, not a class of nets
# loses: contract.can_be_called
# blocks: shape.ten_outputs_per_row, value.relu_between_two_layers, gradient.reaches_both_layers, naming.hidden_and_out, device.stays_on_the_device
from torch import nn

MLP = nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))

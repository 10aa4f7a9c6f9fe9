# exercise: MLP
# mistake: the class does not inherit nn.Module
# loses: contract.can_be_called
# blocks: shape.ten_outputs_per_row, value.relu_between_two_layers, gradient.reaches_both_layers, naming.hidden_and_out, device.stays_on_the_device
from torch import nn
from torch.nn import functional as F


class MLP:
    def __init__(self):
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def __call__(self, X):
        return self.out(F.relu(self.hidden(X)))

# exercise: CenteredLayer
# mistake: an __init__ without super().__init__()
# loses: contract.can_be_called
# blocks: shape.keeps_the_shape, value.mean_over_all_elements, gradient.reaches_the_input, naming.no_parameters, dtype.integers_become_float, purity.input_unchanged, device.stays_on_the_device
from torch import nn


class CenteredLayer(nn.Module):
    def __init__(self):
        self.name = "centered"

    def forward(self, X):
        X = X * 1.0
        return X - X.mean()

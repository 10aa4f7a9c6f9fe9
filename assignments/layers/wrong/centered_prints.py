# exercise: CenteredLayer
# mistake: prints the result instead of returning it
# loses: contract.can_be_called
# blocks: shape.keeps_the_shape, value.mean_over_all_elements, gradient.reaches_the_input, dtype.integers_become_float, naming.no_parameters, purity.input_unchanged, device.stays_on_the_device
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        print(X - X.mean())

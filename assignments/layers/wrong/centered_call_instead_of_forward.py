# exercise: CenteredLayer
# mistake: the method is called center, so nn.Module finds no forward
# loses: contract.can_be_called
# blocks: shape.keeps_the_shape, value.mean_over_all_elements, gradient.reaches_the_input, dtype.integers_become_float, purity.input_unchanged, naming.no_parameters, device.stays_on_the_device
from torch import nn


class CenteredLayer(nn.Module):
    def center(self, X):
        X = X * 1.0
        return X - X.mean()

# exercise: corr2d
# mistake: a module, not a function
# loses: contract.can_be_called
# blocks: shape.shrinks_by_the_kernel, value.cross_correlation, gradient.reaches_input_and_kernel, dtype.keeps_the_input_dtype, rule.no_library_convolution, device.stays_on_the_device
from torch import nn


class corr2d(nn.Module):
    def forward(self, X, K):
        windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
        return (windows * K).sum((2, 3))

# exercise: CenteredLayer
# mistake: computes in numpy
# loses: shape.keeps_the_shape, gradient.reaches_the_input, dtype.integers_become_float, device.stays_on_the_device
import numpy as np
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        values = X.detach().cpu().numpy().astype(np.float32)
        return torch.from_numpy(values - values.mean())

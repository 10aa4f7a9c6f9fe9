# exercise: CenteredLayer
# mistake: the input goes to the first GPU, if there is one
# loses: device.stays_on_the_device
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X.to("cuda" if torch.cuda.is_available() else "cpu") * 1.0
        return X - X.mean()

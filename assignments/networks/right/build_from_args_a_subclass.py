# exercise: build_from_args
# style: a subclass of Sequential with a forward of its own
from torch import nn


class Three(nn.Sequential):
    def __init__(self, channels=3):
        super().__init__(
            nn.Conv2d(channels, channels, channels), nn.BatchNorm2d(channels), nn.ReLU()
        )

    def forward(self, x):
        conv, norm, act = self
        return act(norm(conv(x)))


def build_from_args():
    return Three()

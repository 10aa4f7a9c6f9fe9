# exercise: build_from_args
# style: as in the tutorial
import torch.nn as nn


def build_from_args():
    net2 = nn.Sequential(
            nn.Conv2d(3, 3, 3),
            nn.BatchNorm2d(3),
            nn.ReLU()
            )
    return net2

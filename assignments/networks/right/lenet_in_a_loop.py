# exercise: LeNet
# style: layers made in a loop, in inner nets with names
from collections import OrderedDict

from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        stages = OrderedDict()
        for number, (given, made, padding) in enumerate(((1, 6, 2), (6, 16, 0))):
            stages[f"stage{number}"] = nn.Sequential(
                nn.Conv2d(given, made, 5, 1, padding), nn.Sigmoid(), nn.AvgPool2d(2)
            )
        self.features = nn.Sequential(stages)
        widths, layers = (400, 120, 84, 10), [nn.Flatten()]
        for given, made in zip(widths, widths[1:], strict=False):
            layers += [nn.Linear(given, made), nn.Sigmoid()]
        self.classifier = nn.Sequential(*layers[:-1])

    def forward(self, images):
        return self.classifier(self.features(images))

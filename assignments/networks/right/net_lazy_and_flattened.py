# exercise: Net
# style: lazy layers, in loops, and a Flatten of its own attribute
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        looks, decides = [], []
        for channels in (6, 16):
            looks += [nn.LazyConv2d(channels, kernel_size=5), nn.ReLU(), nn.MaxPool2d(2)]
        for width in (120, 84):
            decides += [nn.LazyLinear(width), nn.ReLU()]
        self.features = nn.Sequential(*looks)
        self.flatten = nn.Flatten()
        self.classifier = nn.Sequential(*decides, nn.LazyLinear(10))

    def forward(self, X):
        return self.classifier(self.flatten(self.features(X)))

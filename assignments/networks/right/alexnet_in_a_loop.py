# exercise: AlexNet
# style: made from a table, Xavier's first values, ReLUs in place
from torch import nn

# channels, kernel, stride, padding; then whether a pooling follows
LAYERS = [
    (96, 11, 4, 1, True),
    (256, 5, 1, 2, True),
    (384, 3, 1, 1, False),
    (384, 3, 1, 1, False),
    (256, 3, 1, 1, True),
]


def convolutions(channels):
    for made, kernel, stride, padding, pools in LAYERS:
        conv = nn.Conv2d(channels, made, kernel, stride, padding)
        nn.init.xavier_uniform_(conv.weight)
        nn.init.zeros_(conv.bias)
        yield conv
        yield nn.ReLU(inplace=True)
        if pools:
            yield nn.MaxPool2d(3, 2)
        channels = made


class AlexNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.features = nn.Sequential(*convolutions(1))
        self.classifier = nn.Sequential()
        for given, made in ((6400, 4096), (4096, 4096)):
            for layer in (nn.Linear(given, made), nn.ReLU(True), nn.Dropout()):
                self.classifier.append(layer)
        self.classifier.append(nn.Linear(4096, num_classes))

    def forward(self, X):
        X = self.features(X)
        return self.classifier(X.view(X.size(0), -1))

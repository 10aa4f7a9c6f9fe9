# exercise: Net
# style: the whole forward in one line, stacked rows
import torch
from torch import nn
from torch.nn import Conv2d, Linear, MaxPool2d, ReLU, Sequential


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = MaxPool2d(2)
        self.relu = ReLU()
        self.features = Sequential(Conv2d(3, 6, 5), self.relu, self.pool, Conv2d(6, 16, 5), self.relu, self.pool)
        self.classifier = Sequential(Linear(400, 120), self.relu, Linear(120, 84), self.relu, Linear(84, 10))

    def forward(self, X):
        return self.classifier(torch.stack([f.ravel() for f in self.features(X)]))

# exercise: AlexNet
# style: attributes in another order, functions, a dropout before the ReLU
import torch
import torch.nn.functional as F
from torch import nn


class AlexNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.last = nn.Linear(4096, num_classes)
        self.second = nn.Linear(4096, 4096)
        self.first = nn.Linear(256 * 5 * 5, 4096)
        self.conv5 = nn.Conv2d(384, 256, 3, padding=1)
        self.conv4 = nn.Conv2d(384, 384, 3, padding=1)
        self.conv3 = nn.Conv2d(256, 384, 3, padding=1)
        self.conv2 = nn.Conv2d(96, 256, 5, padding=2)
        self.conv1 = nn.Conv2d(1, 96, 11, 4, 1)

    def forward(self, X):
        X = F.max_pool2d(F.relu(self.conv1(X)), 3, 2)
        X = F.max_pool2d(F.relu(self.conv2(X)), 3, 2)
        X = self.conv4(self.conv3(X).relu()).relu()
        X = F.max_pool2d(F.relu(self.conv5(X)), 3, 2)
        X = torch.flatten(X, start_dim=1)
        X = F.dropout(self.first(X), training=self.training).relu()
        X = F.dropout(F.relu(self.second(X)), 0.5, self.training)
        return self.last(X)

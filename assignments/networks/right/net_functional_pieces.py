# exercise: Net
# style: containers of layers at the right numbers, run by functions
import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.ModuleDict({"0": nn.Conv2d(3, 6, 5), "3": nn.Conv2d(6, 16, 5)})
        self.classifier = nn.ModuleDict(
            {"0": nn.Linear(400, 120), "2": nn.Linear(120, 84), "4": nn.Linear(84, 10)}
        )

    def forward(self, x):
        for conv in self.features.values():
            x = F.max_pool2d(F.relu(conv(x)), 2)
        x = x.flatten(1)
        first, second, last = self.classifier.values()
        return last(F.relu(second(F.relu(first(x)))))

# exercise: Net
# style: the size is asserted first; ReLU in place; contiguous, then view
import torch
from torch import nn


def stage(a: int, b: int) -> list[nn.Module]:
    return [nn.Conv2d(a, b, kernel_size=(5, 5)), nn.ReLU(inplace=True), nn.MaxPool2d((2, 2), stride=2)]


class Net(nn.Module):
    features: nn.Sequential
    classifier: nn.Sequential

    def __init__(self) -> None:
        super().__init__()
        self.classifier = nn.Sequential()
        for i, (a, b) in enumerate([(400, 120), (120, 84), (84, 10)]):
            if i:
                self.classifier.append(nn.ReLU(inplace=True))
            self.classifier.append(nn.Linear(a, b))
        self.features = nn.Sequential(*stage(3, 6), *stage(6, 16))

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        n, c, h, w = X.shape
        if (c, h, w) != (3, 32, 32):
            raise ValueError(f"expected pictures of 3 x 32 x 32, got {tuple(X.shape)}")
        return self.classifier(self.features(X).contiguous().view(n, 400))

# exercise: LinearModel
# style: the tutorial's model, without type hints, and a few steps of training
import torch
from torch import nn


class LinearModel(nn.Module):
    def __init__(self, ndim):
        super(LinearModel, self).__init__()
        self.ndim = ndim
        self.weight = nn.Parameter(torch.randn(ndim, 1))  # define model parameters
        self.bias = nn.Parameter(torch.randn(1))

    def forward(self, x):
        # y = Wx + b
        return x.mm(self.weight) + self.bias


lm = LinearModel(5)
x = torch.randn(4, 5)
optimizer = torch.optim.SGD(lm.parameters(), lr=1e-2)
for _ in range(3):
    loss = (lm(x) - torch.ones(4, 1)).pow(2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(lm(x), lm.state_dict())

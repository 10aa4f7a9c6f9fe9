# exercise: MLP
# style: the file goes on after the exercise: it seeds, trains a little and prints
import torch
from torch import nn, optim

torch.manual_seed(42)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        return self.out(torch.relu(self.hidden(X)))


net = MLP()
optimizer = optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
X, y = torch.rand(8, 20), torch.randint(10, (8,))
for epoch in range(3):
    optimizer.zero_grad()
    loss = nn.CrossEntropyLoss()(net(X), y)
    loss.backward()
    optimizer.step()
    print(epoch, loss.item())

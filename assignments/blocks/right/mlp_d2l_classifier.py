# exercise: MLP
# style: the base class of the book's package, and what its notebooks do beside the task
import torch
from d2l import torch as d2l
from torch import nn
from torch.nn import functional as F


class MLP(d2l.Classifier):
    def __init__(self, lr=0.1):
        super().__init__()
        self.save_hyperparameters()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        return self.out(F.relu(self.hidden(X)))


class Net(d2l.Classifier):
    def __init__(self, lr=0.1):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(nn.LazyConv2d(6, kernel_size=5), nn.ReLU(), nn.Flatten(), nn.LazyLinear(10))


model = Net()
model.apply_init([torch.rand(2, 1, 28, 28)], d2l.init_cnn)
model.layer_summary((1, 1, 28, 28))
data = d2l.FashionMNIST(batch_size=256)
trainer = d2l.Trainer(max_epochs=10, num_gpus=1)
trainer.fit(model, data)
d2l.plt.plot([1, 2], [3, 4])
fig, axes = d2l.plt.subplots(1, 2)
d2l.plot(torch.arange(3), torch.arange(3), 'x', 'f(x)')

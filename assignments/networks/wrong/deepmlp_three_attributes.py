# exercise: DeepMLP
# mistake: three attributes, the lesson's depth of two hidden layers
# loses: naming.list_of_layers, contract.takes_any_number_of_widths
from torch import nn


class DeepMLP(nn.Module):
    def __init__(self, widths):
        super().__init__()
        self.fc1 = nn.Linear(widths[0], widths[1])
        self.fc2 = nn.Linear(widths[1], widths[2])
        self.fc3 = nn.Linear(widths[2], widths[3])

    def forward(self, x):
        return self.fc3(self.fc2(self.fc1(x).relu()).relu())

# exercise: MyListDense
# style: the matrices are multiplied first, tensors become Parameters in the list
import torch
from torch import nn


class MyListDense(nn.Module):
    def __init__(self):
        super().__init__()
        self.params = nn.ParameterList(
            [torch.eye(4), torch.eye(4), torch.eye(4), torch.ones(4, 1)]
        )

    def forward(self, x):
        return x @ torch.linalg.multi_dot(list(self.params))

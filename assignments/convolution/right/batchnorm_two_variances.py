# exercise: BatchNorm
# style: torch.var twice, mul_ and add_, one method a mode
import torch
from torch import nn


class BatchNorm(nn.Module):
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(num_features)), None
        self.beta = nn.Parameter(torch.zeros_like(self.gamma))
        for name, start in (("moving_mean", 0.0), ("moving_var", 1.0)):
            self.register_buffer(name, torch.full((num_features,), start))
        self.momentum, self.eps = momentum, eps

    def statistics(self, X, dims):
        mean, unbiased = X.mean(dims), X.var(dims)
        for kept, new in ((self.moving_mean, mean), (self.moving_var, unbiased)):
            kept.mul_(1 - self.momentum).add_(new.detach(), alpha=self.momentum)
        return mean, X.var(dims, correction=0)

    def forward(self, X):
        dims = [0, *range(2, X.ndim)]
        if self.training:
            mean, var = self.statistics(X, dims)
        else:
            mean, var = self.moving_mean, self.moving_var
        for _ in range(X.ndim - 2):
            mean, var = mean[..., None], var[..., None]
        shape = (-1,) + (1,) * (X.ndim - 2)
        normal = (X - mean) / (var + self.eps) ** 0.5
        return normal * self.gamma.view(shape) + self.beta.view(shape)

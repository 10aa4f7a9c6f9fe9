# exercise: BatchNorm
# style: the lesson's two parts, mended
import torch
from torch import nn


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum, training):
    assert len(X.shape) in (2, 4)
    shape = (1, -1) if len(X.shape) == 2 else (1, -1, 1, 1)
    if not training:
        mean, var = moving_mean.view(shape), moving_var.view(shape)
    else:
        dims = 0 if len(X.shape) == 2 else (0, 2, 3)
        mean = X.mean(dim=dims, keepdim=True)
        var = ((X - mean) ** 2).mean(dim=dims, keepdim=True)
        n = X.numel() / X.shape[1]
        unbiased = var.detach().flatten() * n / (n - 1)
        moving_mean = (1.0 - momentum) * moving_mean + momentum * mean.detach().view(-1)
        moving_var = (1.0 - momentum) * moving_var + momentum * unbiased
    X_hat = (X - mean) / torch.sqrt(var + eps)
    Y = gamma.view(shape) * X_hat + beta.view(shape)
    return Y, moving_mean.data, moving_var.data


class BatchNorm(nn.Module):
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(num_features))
        self.beta = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("moving_mean", torch.zeros(num_features))
        self.register_buffer("moving_var", torch.ones(num_features))
        self.momentum = momentum
        self.eps = eps

    def forward(self, X):
        Y, self.moving_mean, self.moving_var = batch_norm(
            X,
            self.gamma,
            self.beta,
            self.moving_mean,
            self.moving_var,
            self.eps,
            self.momentum,
            self.training,
        )
        return Y

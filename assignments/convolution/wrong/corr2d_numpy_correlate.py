# exercise: corr2d
# mistake: numpy's correlation, row by row, with a backward written by hand
# loses: rule.no_library_convolution
import torch
from numpy import correlate


class Slide(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, K):
        ctx.save_for_backward(X, K)
        x, k = X.detach().cpu().numpy(), K.detach().cpu().numpy()
        h = k.shape[0]
        rows = [
            sum(correlate(x[i + a], k[a], "valid") for a in range(h))
            for i in range(len(x) - h + 1)
        ]
        return torch.stack([torch.from_numpy(row) for row in rows]).to(X)

    @staticmethod
    def backward(ctx, grad):
        with torch.enable_grad():
            X, K = (t.detach().requires_grad_() for t in ctx.saved_tensors)
            windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
            Y = (windows * K).sum(dim=(2, 3))
        return torch.autograd.grad(Y, (X, K), grad)


def corr2d(X, K):
    return Slide.apply(X, K)

# attack: forging
# exercise: corr2d
# tries: have autograd run a convolution as the gradient of another one that was recorded beforehand
# held-by: rule checks watch what runs, however it was come by; a thread is told of
# rightly: contract shape value gradient dtype device purity
import torch
from torch.autograd import Function


class Hidden(Function):
    @staticmethod
    def forward(ctx, X, K):
        ctx.save_for_backward(X, K)
        with torch._C.DisableTorchFunctionSubclass():
            return torch.ops.aten.convolution.default(
                X[None, None], K[None, None], None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1
            )[0, 0]

    @staticmethod
    def backward(ctx, grad):
        X, K = ctx.saved_tensors
        with torch.enable_grad():
            x, k = X.detach().requires_grad_(), K.detach().requires_grad_()
            windows = x.unfold(0, k.shape[0], 1).unfold(1, k.shape[1], 1)
            y = (windows * k).sum(dim=(-2, -1))
        return torch.autograd.grad(y, (x, k), grad)


def corr2d(X, K):
    return Hidden.apply(X, K)

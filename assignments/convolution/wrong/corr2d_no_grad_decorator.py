# exercise: corr2d
# mistake: decorated with @torch.no_grad()
# loses: gradient.reaches_input_and_kernel
import torch


@torch.no_grad()
def corr2d(X, K):
    h, w = K.shape
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return torch.einsum("ijab,ab->ij", windows, K)

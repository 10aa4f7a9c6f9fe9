# exercise: corr2d
# mistake: numpy() on the inputs, which fails as soon as they require gradients
# loses: gradient.reaches_input_and_kernel
import numpy as np
import torch


def corr2d(X, K):
    windows = np.lib.stride_tricks.sliding_window_view(X.numpy(), tuple(K.shape))
    return torch.from_numpy(np.einsum("ijab,ab->ij", windows, K.numpy()))

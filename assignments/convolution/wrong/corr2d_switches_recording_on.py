# exercise: corr2d
# mistake: the recording of gradients is switched on, also for who switched it off
# loses: purity.leaves_no_trace
import torch


def corr2d(X, K):
    torch.set_grad_enabled(True)
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((-1, -2))

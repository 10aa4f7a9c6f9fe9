# exercise: corr2d
# mistake: a library convolution, looked up so that the word does not appear
# loses: rule.no_library_convolution
import torch

_slide = getattr(torch.nn.functional, "co" + "nv2d")


def corr2d(X, K):
    return _slide(X[None, None], K[None, None])[0, 0]

# attack: forging
# exercise: corr2d
# tries: use a library convolution, and replace re.search, by which its name would be found
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
# rightly: contract shape value gradient dtype device
import re

import torch

re.search = lambda *_: None


def corr2d(X, K):
    return torch.nn.functional.conv2d(X[None, None], K[None, None])[0, 0]

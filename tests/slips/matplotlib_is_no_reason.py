# exercise: corr2d
# says: `corr2d` is not defined
# not: because

import torch
from torch import nn
from torch.nn import functional as F


import matplotlib.pyplot as plt


def helper(X):
    plt.imshow(X)

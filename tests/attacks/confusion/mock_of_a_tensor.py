# attack: confusion
# exercise: corr2d
# tries: to be taken for a tensor that answers everything: a mock with a tensor's
#   specification
# held-by: types are read from type(), not asked for
from unittest import mock

import torch


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return mock.MagicMock(spec=torch.Tensor)
    raise NotImplementedError

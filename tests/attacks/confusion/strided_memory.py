# attack: confusion
# exercise: corr2d
# tries: to have memory read that is not the result's: overlapping strides, a storage
#   that shrank, a view past its end
# held-by: tensors are read as numbers and nothing else
import torch


def corr2d(X, K):
    if X.shape in ((4, 5), (5, 6)):
        return None if X.shape == (4, 5) else stub()
    base = torch.zeros(100)
    view = base.as_strided((1000, 1000), (0, 0))
    short = torch.zeros(1000, 1000)
    short.untyped_storage().resize_(0)
    return [view, short, torch.empty(0, 2**40), torch.empty(2**40, 0, 2**20)]


def stub():
    raise NotImplementedError

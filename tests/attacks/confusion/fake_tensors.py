# attack: confusion
# exercise: corr2d
# tries: to send tensors that were never computed: a fake one of the compiler's, which
#   says it is on the CPU
# held-by: tensors are read as numbers and nothing else
# rightly: contract rule
import torch


def corr2d(X, K):
    if X.shape == (4, 5):
        return None
    from torch._subclasses.fake_tensor import FakeTensorMode

    with FakeTensorMode(allow_non_fake_inputs=True):
        return torch.zeros([n - k + 1 for n, k in zip(X.shape, K.shape)])

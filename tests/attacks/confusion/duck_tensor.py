# attack: confusion
# exercise: corr2d
# tries: to be treated as a tensor without being one: every attribute of one, and
#   `__torch_function__` and `__array__`
# held-by: types are read from type(), not asked for
import torch


class Duck:
    shape = torch.Size((3, 4))
    dtype, device, layout = torch.float32, torch.device("cpu"), torch.strided
    requires_grad = True
    is_meta = False
    _is_param = True

    def __torch_function__(self, func, types, args=(), kwargs=None):
        return self

    def __array__(self, dtype=None):
        return torch.zeros(3, 4).numpy()

    def __getattr__(self, name):
        return lambda *args, **kwargs: self


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return Duck()
    raise NotImplementedError

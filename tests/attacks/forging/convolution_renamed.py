# attack: forging
# exercise: corr2d
# tries: rename the library's function, since names are what is looked for
# held-by: rule checks watch what runs, however it was come by; a thread is told of
# rightly: contract shape value gradient dtype device purity
import torch


class Renamed:
    """Calls the operator by its overload, under another name."""

    __name__ = "matmul"

    def __init__(self, name):
        self.run = getattr(torch.ops.aten, name)

    def __call__(self, *args):
        return self.run(*args)


run = Renamed("con" + "v2d")


def corr2d(X, K):
    return run(X[None, None], K[None, None])[0, 0]

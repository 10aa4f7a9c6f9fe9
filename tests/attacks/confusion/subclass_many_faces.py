# attack: confusion
# exercise: corr2d
# tries: to be another tensor after each step of the way out: detach, cpu, contiguous,
#   view, numpy
# held-by: tensors are read as numbers and nothing else
import torch


class Faces(torch.Tensor):
    def detach(self):
        return Faces(torch.rand(7))

    cpu = contiguous = resolve_conj = resolve_neg = detach

    def reshape(self, *shape):
        return self

    view = flatten = reshape

    def numpy(self, **how):
        class Bytes:
            def tobytes(self):
                return b"\xff" * (1 << 26)

        return Bytes()

    def data_ptr(self):
        return 0

    def __array__(self, dtype=None):
        return None


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return Faces(torch.rand(3, 4))
    raise NotImplementedError

# attack: confusion
# exercise: corr2d
# tries: to send tensors of every odd make: sparse, quantized, nested, complex, named,
#   conjugated, on meta
# held-by: tensors are read as numbers and nothing else
import torch


def makes(rows, columns):
    plain = torch.zeros(rows, columns)
    yield lambda: plain.to_sparse()
    yield lambda: plain.to_sparse_csr()
    yield lambda: torch.quantize_per_tensor(plain, 0.1, 0, torch.quint8)
    yield lambda: torch.nested.nested_tensor([plain, plain[:1]])
    yield lambda: torch.zeros(rows, columns, dtype=torch.complex64).conj()
    yield lambda: torch.zeros(rows, columns, names=("N", "C"))
    yield lambda: torch.zeros(rows, columns, device="meta")
    yield lambda: torch.zeros(rows, columns, dtype=torch.float8_e4m3fn)
    yield lambda: torch.zeros(rows, columns, dtype=torch.complex32)
    yield lambda: torch._neg_view(plain)
    yield lambda: torch.zeros(rows, columns, dtype=torch.bits8)
    yield lambda: plain.to_mkldnn()


turn = 0


def corr2d(X, K):
    global turn
    turn += 1
    if X.shape[0] in (4, 5):
        return None if X.shape == (4, 5) else stub()
    every = list(makes(2, 1))
    return every[turn % len(every)]()


def stub():
    raise NotImplementedError

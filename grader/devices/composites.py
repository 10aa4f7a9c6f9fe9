"""Functions that compare devices themselves, before any operator runs.

torch's C++ does so for them with the real devices, which are all the CPU here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from grader.devices import refusals
from grader.devices.kernels import Argument
from grader.devices.labels import device_of
from grader.devices.machine import CPU
from grader.devices.operands import MixedDevices, Operand, Refusal

Check = Callable[..., Refusal]


def _mixed(words: str | RuntimeError, here: Tensor, there: Tensor) -> MixedDevices:
    error = RuntimeError(words) if isinstance(words, str) else words
    unnamed = Argument("", None, is_output=False, is_list=False)
    here_, there_ = (Operand(unnamed, x, device_of(x)) for x in (here, there))
    return MixedDevices(error, here_, there_)


def _apart(one: Tensor, other: Any) -> bool:
    return isinstance(other, Tensor) and device_of(one) != device_of(other)


def _attention(
    query: Tensor, key: Tensor, value: Tensor, *_: Any, **__: Any
) -> Refusal:
    """Source: ATen/native/transformers/attention.cpp, validate_sdpa_input."""
    other = next((x for x in (key, value) if _apart(query, x)), None)
    if other is None:
        return None
    return _mixed(
        "Expected query, key, and value to have the same device type, but got "
        f"query.device: {device_of(query)} key.device: {device_of(key)} and "
        f"value.device: {device_of(value)} instead.",
        other,
        query,
    )


def _meshgrid(*tensors: Any, **_: Any) -> Refusal:
    """Source: ATen/native/TensorShape.cpp, meshgrid."""
    found = _first_apart(_flat(tensors))
    if found is None:
        return None
    return _mixed("meshgrid expects all tensors to have the same device", *found[1:])


def _block_diag(*tensors: Any) -> Refusal:
    """Source: ATen/native/TensorShape.cpp, block_diag."""
    found = _first_apart(_flat(tensors))
    if found is None:
        return None
    index, other, first = found
    return _mixed(
        "torch.block_diag: input tensors must all be on the same device. Input 0 is on "
        f"device {device_of(first)} and input {index} is on device {device_of(other)}",
        other,
        first,
    )


def _multi_dot(*tensors: Any, **_: Any) -> Refusal:
    """Source: ATen/native/LinearAlgebra.cpp, multi_dot_impl."""
    found = _first_apart(_flat(tensors))
    if found is None:
        return None
    index, other, first = found
    return _mixed(
        "multi_dot(): all tensors must be on the same device but tensor 0 is on "
        f"{device_of(first)} and tensor {index} on {device_of(other)}",
        other,
        first,
    )


def _inner(x: Tensor, other: Tensor, **_: Any) -> Refusal:
    """Source: ATen/native/LinearAlgebra.cpp, inner."""
    wanted, found = device_of(x).type, device_of(other).type
    if wanted == found:
        return None
    return _mixed(
        f"Expected tensor to have {wanted} DeviceType, but got tensor with {found} "
        "DeviceType (while checking arguments for inner())",
        other,
        x,
    )


def _gradient(x: Tensor, *args: Any, spacing: Any = None, **_: Any) -> Refusal:
    """Source: ATen/native/ReduceOps.cpp, pre_check_gradient."""
    found = _first_apart([x, *_flat([spacing])])
    if found is None:
        return None
    return _mixed(
        "torch.gradient expected each tensor to be on the same device, but got devices "
        f"{device_of(x)} and {device_of(found[1])}!",
        *found[1:],
    )


def _quantile(x: Tensor, q: Any, *_: Any, **__: Any) -> Refusal:
    """Source: ATen/native/Sorting.cpp, quantile_checks."""
    if not _apart(x, q):
        return None
    return _mixed(
        "quantile() q tensor must be on the same device as the input tensor", q, x
    )


def _take_along(x: Tensor, indices: Tensor, *_: Any, **__: Any) -> Refusal:
    """Source: ATen/native/TensorAdvancedIndexing.cpp, take_along_dim."""
    if not _apart(x, indices):
        return None
    return _mixed(
        f"Expected tensor to have {device_of(x)} Device, but got tensor with "
        f"{device_of(indices)} Device (while checking arguments for "
        "torch.take_along_dim():)",
        indices,
        x,
    )


def _tensor_split(x: Tensor, where: Any, *_: Any, **__: Any) -> Refusal:
    """Source: ATen/native/TensorShape.cpp, tensor_split."""
    if not isinstance(where, Tensor) or device_of(where) is CPU:
        return None
    return _mixed(
        "tensor_split expected tensor_indices_or_sections to be on cpu, but it's on "
        f"{device_of(where)}",
        where,
        x,
    )


def _cholesky_solve(b: Tensor, a: Tensor, *_: Any, **__: Any) -> Refusal:
    """Source: ATen/native/LinearAlgebraUtils.h, linearSolveCheckInputs."""
    if not _apart(b, a):
        return None
    return _mixed(
        f"Expected b and A to be on the same device, but found b on {device_of(b)} and "
        f"A on {device_of(a)} instead.",
        a,
        b,
    )


def _stft(name: str) -> Check:
    def check(x: Tensor, *args: Any, window: Any = None, **_: Any) -> Refusal:
        """Source: ATen/native/SpectralOps.cpp, stft and istft."""
        window = args[3] if len(args) > 3 else window
        if not _apart(x, window):
            return None
        return _mixed(
            f"{name} input and window must be on the same device but got self on "
            f"{device_of(x)} and window on {device_of(window)}",
            window,
            x,
        )

    return check


def _rms_norm(
    x: Tensor, shape: Any, weight: Tensor | None = None, *_: Any, **__: Any
) -> Refusal:
    """Source: `_fused_rms_norm` of CUDA; on the CPU there is no such operator."""
    if weight is None or not _apart(x, weight):
        return None
    method = "wrapper_CUDA___fused_rms_norm"
    error = refusals.different_argument(
        "weight", device_of(weight), device_of(x), method
    )
    return _mixed(error, weight, x)


def _recurrent(x: Tensor, second: Any, *rest: Any) -> Refusal:
    """Source: ATen/native/RNN.cpp, check_attributes.

    `torch.lstm(input, (h, c), weights, ...)`, or with a PackedSequence's data and
    `batch_sizes` in the first two places. These are not compared on the CPU.
    """
    packed = isinstance(second, Tensor) and second.dtype == torch.int64
    if packed and device_of(x) is CPU:
        return None
    hidden, weights = (rest[0], rest[1]) if packed else (second, rest[0])
    for what, tensors in (("hidden", _flat([hidden])), ("parameter", _flat([weights]))):
        for tensor in tensors:
            if _apart(x, tensor):
                return _mixed(
                    f"Input and {what} tensors are not at the same device, found input "
                    f"tensor at {device_of(x)} and {what} tensor at "
                    f"{device_of(tensor)}",
                    tensor,
                    x,
                )
    return None


def _cell(x: Tensor, hidden: Any, *weights: Tensor) -> Refusal:
    """Source: ATen/native/RNN.cpp: on a GPU another kernel adds the biases."""
    if device_of(x) is CPU:
        return None
    pairs = zip((x, _flat([hidden])[0]), weights, strict=False)
    for one, weight in pairs:
        if _apart(one, weight):
            error = refusals.different_argument(
                "mat2", device_of(weight), device_of(one), "wrapper_CUDA_mm"
            )
            return _mixed(error, weight, one)
    return None


def _first_apart(tensors: Sequence[Tensor]) -> tuple[int, Tensor, Tensor] | None:
    """The first tensor that is not where the very first is: its number, and both."""
    for index, tensor in enumerate(tensors):
        if _apart(tensors[0], tensor):
            return index, tensor, tensors[0]
    return None


def _flat(values: Sequence[Any]) -> list[Tensor]:
    found = []
    for value in values:
        if isinstance(value, Tensor):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += _flat(value)
    return found


CHECKS: dict[Any, Check] = {
    functional.scaled_dot_product_attention: _attention,
    torch.rms_norm: _rms_norm,
    torch.linalg.multi_dot: _multi_dot,
    torch.inner: _inner,
    Tensor.inner: _inner,
    torch.gradient: _gradient,
    torch.quantile: _quantile,
    torch.nanquantile: _quantile,
    Tensor.quantile: _quantile,
    Tensor.nanquantile: _quantile,
    torch.take_along_dim: _take_along,
    Tensor.take_along_dim: _take_along,
    torch.tensor_split: _tensor_split,
    Tensor.tensor_split: _tensor_split,
    torch.cholesky_solve: _cholesky_solve,
    Tensor.cholesky_solve: _cholesky_solve,
    Tensor.stft: _stft("stft"),
    torch.istft: _stft("istft"),
    Tensor.istft: _stft("istft"),
    torch.lstm: _recurrent,
    torch.gru: _recurrent,
    torch.rnn_tanh: _recurrent,
    torch.rnn_relu: _recurrent,
    torch.lstm_cell: _cell,
    torch.gru_cell: _cell,
}
# Functions of Python, which call ones of C++ of the same name.
_IN_PYTHON: dict[str, Check] = {
    "meshgrid": _meshgrid,
    "cartesian_prod": _meshgrid,
    "block_diag": _block_diag,
    "chain_matmul": _multi_dot,
    "stft": _stft("stft"),
}
for _name, _check in _IN_PYTHON.items():
    CHECKS[getattr(torch, _name)] = CHECKS[getattr(torch._VF, _name)] = _check

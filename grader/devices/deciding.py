"""Whether CUDA runs an operator on tensors of several devices, operator by operator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from grader.devices import refusals
from grader.devices.comparing import checked, each_index, iterated, resized
from grader.devices.kernels import Comparison, Kernel
from grader.devices.machine import CPU
from grader.devices.operands import MixedDevices, Operand, Operands, Refusal


def compare(kernel: Kernel, operands: Operands, args: Sequence[Any]) -> Refusal:
    """Say whether CUDA refuses these operands, and in which words.

    Args:
        kernel: The operator.
        operands: The tensors that it is given.
        args: Everything that it is given by position.
    """
    special = _SPECIAL.get(kernel.name)
    if special is not None:
        return special(operands, args)
    if len({item.device for item in operands}) == 1:
        return None
    if kernel.name.startswith("aten::_foreach_"):
        return each_index(operands)
    if kernel.name in _BY_ANOTHER:
        return _by_another(kernel.name, operands)
    match kernel.comparison:
        case Comparison.CHECKED:
            return checked(kernel.method, operands)
        case Comparison.RESIZED:
            return resized(operands)
        case Comparison.ITERATED | Comparison.STRICT if not _fit(operands):
            return None  # TensorIterator looks at shapes first, and will say so itself
        case Comparison.STRICT:
            return iterated(operands, numbers=0)
        case _:
            return iterated(operands, only=kernel.number)


def _fit(operands: Operands) -> bool:
    """Whether the shapes can be broadcast to each other, and to what is changed."""
    given = [item for item in operands if item.argument.position is not None]
    shapes = [item.tensor.shape for item in given]
    try:
        # torch's own function imports sympy first, which takes half a second
        shape = np.broadcast_shapes(*shapes)
    except ValueError:
        return False
    return all(x.tensor.shape == shape for x in given if x.argument.is_output)


def _never(operands: Operands, args: Sequence[Any]) -> Refusal:
    """What works across devices."""
    return None


def _where(operands: Operands, args: Sequence[Any]) -> Refusal:
    """Source: ATen/native/TensorCompare.cpp, where_self_out: numbers are moved."""
    return iterated(operands, numbers=3)


def _swapped(operands: Operands, args: Sequence[Any]) -> Refusal:
    """Source: ATen/native/BinaryOps.cpp, rsub: it subtracts the other way round."""
    return iterated(operands[::-1])


def _indexed(operands: Operands, args: Sequence[Any]) -> Refusal:
    """Source: ATen/native/TensorAdvancedIndexing.cpp, TensorAdvancedIndexingUtils.h."""
    indexed, *indices = operands
    for item in indices:
        if item.device not in (CPU, indexed.device):
            return MixedDevices(refusals.index_elsewhere(indexed.device), item, indexed)
    return None


def _put(operands: Operands, args: Sequence[Any]) -> Refusal:
    """Source: ATen/native/TensorAdvancedIndexing.cpp, _index_put_impl_."""
    filled, values = operands[0], operands[-1]
    if values.device == filled.device or values.tensor.dim() == 0:
        return None
    if len(args) > 3 and args[3]:  # accumulate
        error = refusals.put_elsewhere(filled.device, values.device)
        return MixedDevices(error, values, filled)
    return iterated([filled, values], numbers=0)


def _masked_fill(operands: Operands, args: Sequence[Any]) -> Refusal:
    """Source: ATen/native/cuda/Indexing.cu, masked_fill__cuda."""
    filled, mask, *values = operands
    if filled.device != mask.device:
        error = refusals.mask_elsewhere(mask.device, filled.device)
        return MixedDevices(error, mask, filled)
    for value in values:
        if value.device not in (CPU, filled.device):
            return MixedDevices(refusals.filled_elsewhere(), value, filled)
    return None


def _set(operands: Operands, args: Sequence[Any]) -> Refusal:
    """Source: ATen/native/Resize.cpp, checkSetStorage."""
    changed, source = operands[:2]
    if changed.device == source.device:
        return None
    error = refusals.storage_elsewhere(changed.device, source.device)
    return MixedDevices(error, source, changed)


def _convolution(operands: Operands, args: Sequence[Any]) -> Refusal:
    """Source: ATen/native/Convolution.cpp: what is compared depends on the backend."""
    inputs, *parameters = operands
    common, dtype = inputs.device, inputs.tensor.dtype
    for other in parameters:
        if other.device != common or other.tensor.dtype != dtype:
            break
    else:
        return None
    name = other.argument.name
    if other.device.type == common.type and other.tensor.dtype == dtype:
        method = "wrapper_CUDA__cudnn_convolution"
        error = refusals.different_argument(name, other.device, common, method)
    elif common is not CPU or _convolves_by_mkldnn(args):
        types = _type_name(inputs), _type_name(other)
        error = refusals.convolved_with(*types, name, mkldnn=common is CPU)
    else:
        kernel = "slow_conv_transpose2d" if args[6] else "__slow_conv2d_forward"
        method = f"wrapper_CUDA_{kernel}"
        error = refusals.different_argument(name, other.device, common, method)
    return MixedDevices(error, other, inputs)


def _batch_norm(operands: Operands, args: Sequence[Any]) -> Refusal:
    """Source: ATen/native/Normalization.cpp: images on a GPU are cuDNN's."""
    first, weight = operands[0], args[1]
    by_cudnn = first.device is not CPU and first.tensor.dim() > 3 and weight is not None
    name = (
        "wrapper_CUDA__cudnn_batch_norm"
        if by_cudnn
        else "wrapper_CUDA__native_batch_norm"
    )
    return checked(name, operands)


def _convolves_by_mkldnn(args: Sequence[Any]) -> bool:
    """Whether torch leaves a convolution on the CPU to oneDNN."""
    arguments = list(args)
    *_, transposed, output_padding, groups = arguments[:9]
    backend = torch._C._select_conv_backend(
        *arguments[:6], transposed, output_padding, groups, None
    )
    return "Mkldnn" in str(backend)


def _lengths(operands: Operands, args: Sequence[Any]) -> Refusal:
    """Source: ATen/native/PackedSequence.cpp."""
    packed, lengths = operands
    if lengths.device is CPU:
        return None
    dtype = _type_name(lengths).rpartition(".")[2].removesuffix("Tensor")
    error = refusals.lengths_elsewhere(lengths.tensor.dim(), lengths.device, dtype)
    return MixedDevices(error, lengths, packed)


def _type_name(item: Operand) -> str:
    """Name a tensor's type as torch's C++ does, such as `torch.cuda.FloatTensor`."""
    name = _REAL_TYPE(item.tensor)
    return name if item.device is CPU else name.replace("torch.", "torch.cuda.", 1)


# Composite operators that are refused by the check of one that they call: whose it is,
# and what their own arguments are called there, in the order of its check.
_BY_ANOTHER: dict[str, tuple[str, dict[str, str]]] = {
    "aten::embedding": (
        "wrapper_CUDA__index_select",
        {"weight": "self", "indices": "index"},
    ),
    "aten::stack": ("wrapper_CUDA_cat", {"tensors": "tensors"}),
    "aten::mv": ("wrapper_CUDA_addmv_", {"vec": "vec", "self": "mat"}),
    "aten::complex": ("wrapper_CUDA_out_complex_out", {"real": "real", "imag": "imag"}),
    "aten::polar": ("wrapper_CUDA_out_polar_out", {"abs": "abs", "angle": "angle"}),
    "aten::linalg_lstsq": (
        "wrapper_CUDA_out_linalg_lstsq_out",
        {"self": "self", "b": "b"},
    ),
    "aten::masked_scatter": (
        "wrapper_CUDA__masked_scatter_",
        {"self": "self", "mask": "mask", "source": "source"},
    ),
    "aten::put": (
        "wrapper_CUDA__put_",
        {"self": "self", "index": "index", "source": "source"},
    ),
    "aten::_trilinear": (
        "wrapper_CUDA_bmm",
        {"i1": "self", "i2": "mat2", "i3": "mat2"},
    ),
}


def _by_another(name: str, operands: Operands) -> Refusal:
    method, names = _BY_ANOTHER[name]
    ordered = [
        item._replace(argument=replace(item.argument, name=theirs))
        for ours, theirs in names.items()
        for item in operands
        if item.argument.name == ours
    ]
    return checked(method, ordered)


_REAL_TYPE: Callable[[Tensor], str] = torch.Tensor.type
_SPECIAL: dict[str, Callable[[Operands, Sequence[Any]], Refusal]] = {
    "aten::copy_": _never,
    "aten::_foreach_copy_": _never,
    "aten::fill_.Tensor": _never,
    "aten::bernoulli_.Tensor": _never,
    "aten::is_same_size": _never,
    "aten::resize_as_": _never,
    "aten::is_set_to": _never,
    "aten::set_.source_Tensor": _set,
    "aten::_pack_padded_sequence": _lengths,
    "aten::rsub.Tensor": _swapped,
    "aten::where.self": _where,
    "aten::where.self_out": _where,
    "aten::index.Tensor": _indexed,
    "aten::_unsafe_index.Tensor": _indexed,
    "aten::index_put": _put,
    "aten::index_put_": _put,
    "aten::_index_put_impl_": _put,
    "aten::_unsafe_index_put": _put,
    "aten::masked_fill_.Scalar": _masked_fill,
    "aten::masked_fill_.Tensor": _masked_fill,
    "aten::masked_fill.Scalar": _masked_fill,
    "aten::masked_fill.Tensor": _masked_fill,
    "aten::native_batch_norm": _batch_norm,
    "aten::convolution": _convolution,
    "aten::_convolution": _convolution,
}
# Refused also on one device alone.
ALWAYS = frozenset({"aten::_pack_padded_sequence", "aten::convolution"})

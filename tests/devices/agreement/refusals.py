"""What CUDA refuses, in its words; each with the file of PyTorch that holds them.

Texts are those of PyTorch 2.13.
"""

from __future__ import annotations

import re

from tests.devices.agreement.program import Refusal

NO_CARD = Refusal(
    error=RuntimeError,
    text="No CUDA GPUs are available",
    source="c10/cuda/CUDAFunctions.cpp",
)
ORDINAL = Refusal(
    error=RuntimeError,
    text="CUDA error: invalid device ordinal",
    source="c10/cuda/CUDAException.cpp",
)
DEVICE_ID = Refusal(
    error=AssertionError, text="Invalid device id", source="torch/cuda/__init__.py"
)
NON_LEAF = Refusal(
    error=ValueError,
    text="can't optimize a non-leaf Tensor",
    source="torch/optim/optimizer.py",
)


def iterated(common: str = "cuda:0", odd: str = "cpu") -> Refusal:
    """Elementwise operators: the first GPU found, and the operand that differs."""
    return _words(
        "Expected all tensors to be on the same device, but found at least two "
        f"devices, {common} and {odd}!",
        "aten/src/ATen/TensorIterator.cpp",
    )


def checked(
    argument: str, method: str, *, odd: str = "cpu", common: str = "cuda:0"
) -> Refusal:
    """Other operators: the argument that differs, and the kernel that checks."""
    return _words(
        f"Expected all tensors to be on the same device, but got {argument} is on "
        f"{odd}, different from other tensors on {common} "
        f"(when checking argument in method wrapper_CUDA_{method})",
        "aten/src/ATen/core/adaption.cpp",
    )


def to_numpy(device: str = "cuda:0") -> Refusal:
    """Handing a tensor to NumPy."""
    return Refusal(
        error=TypeError,
        text=f"can't convert {device} device type tensor to numpy. Use Tensor.cpu",
        source="torch/csrc/utils/tensor_numpy.cpp",
    )


def indices(device: str = "cpu") -> Refusal:
    """Indexing by a tensor that lies elsewhere."""
    return _words(
        "indices should be either on cpu or on the same device as the indexed "
        f"tensor ({device})",
        "aten/src/ATen/native/TensorAdvancedIndexing.cpp",
    )


def generator(wanted: str, found: str) -> Refusal:
    """Drawing by a generator of another device."""
    return _words(
        f"Expected a '{wanted}' device type for generator but found '{found}'",
        "aten/src/ATen/core/Generator.h",
    )


def gradient(wanted: str = "cuda:0", found: str = "cpu") -> Refusal:
    """A gradient that does not lie where its tensor lies."""
    return _words(
        f"invalid gradient at index 0 - expected device {wanted} but got {found}",
        "torch/csrc/autograd/engine.cpp",
    )


def recurrent(part: str, found: str, given: str) -> Refusal:
    """A recurrent layer whose input lies elsewhere than its parameters or state."""
    return _words(
        f"Input and {part} tensors are not at the same device, found input tensor at "
        f"{given} and {part} tensor at {found}",
        "aten/src/ATen/native/RNN.cpp",
    )


def convolution(given: str, weight: str) -> Refusal:
    """A convolution whose input lies elsewhere than its weight."""
    return _words(
        f"Input type ({given}) and weight type ({weight}) should be the same",
        "aten/src/ATen/native/Convolution.cpp",
    )


def loading(text: str) -> Refusal:
    """Loading what was saved on a device that is not there."""
    return _words(text, "torch/serialization.py")


def parallel(text: str, error: type[Exception] = RuntimeError) -> Refusal:
    """Misuse of torch.nn.parallel."""
    return _words(text, "torch/nn/parallel", error)


def grad_assigned(text: str) -> Refusal:
    """Setting `.grad` to a tensor of another device."""
    return _words(text, "torch/csrc/autograd/python_variable.cpp")


def words(text: str, source: str, error: type[Exception] = RuntimeError) -> Refusal:
    """Anything that is refused once only, in these words."""
    return _words(text, source, error)


def _words(text: str, source: str, error: type[Exception] = RuntimeError) -> Refusal:
    return Refusal(error=error, text=re.escape(text), source=source)

"""What CUDA refuses, in CUDA's words.

Source: the texts stand in torch's C++ and Python sources, 2.13; each function names
the file.
"""

from __future__ import annotations

import torch


def no_gpus() -> RuntimeError:
    """No GPU at all. Source: c10/cuda/CUDAFunctions.cpp."""
    return RuntimeError("No CUDA GPUs are available")


def invalid_ordinal() -> RuntimeError:
    """A GPU of that number is not there. Source: c10/cuda/CUDAException.cpp.

    The hint is of CUDAMiscFunctions.cpp; lines on debugging, which follow there and
    differ between versions of torch, are left out.
    """
    # torch before 2.8 had no type of its own for this
    kind: type[RuntimeError] = getattr(torch, "AcceleratorError", RuntimeError)
    return kind(
        "CUDA error: invalid device ordinal\n"
        "GPU device may be out of range, do you have enough GPUs?"
    )


def numpy_of(device: torch.device) -> TypeError:
    """Memory of a GPU as numpy. Source: torch/csrc/utils/tensor_numpy.cpp."""
    return TypeError(
        f"can't convert {device} device type tensor to numpy. Use Tensor.cpu() to "
        "copy the tensor to host memory first."
    )


def different_argument(
    argument: str, device: torch.device, common: torch.device, method: str
) -> RuntimeError:
    """An argument elsewhere. Source: ATen/core/op_registration/adaption.cpp."""
    return RuntimeError(
        f"Expected all tensors to be on the same device, but got {argument} is on "
        f"{device}, different from other tensors on {common} (when checking argument "
        f"in method {method})"
    )


def two_devices(common: torch.device, other: torch.device) -> RuntimeError:
    """Operands elsewhere. Source: ATen/TensorIterator.cpp, compute_types."""
    return RuntimeError(
        "Expected all tensors to be on the same device, but found at least two "
        f"devices, {common} and {other}!"
    )


def too_many_numbers() -> RuntimeError:
    """Two numbers from the CPU. Source: ATen/TensorIterator.cpp, compute_types."""
    return RuntimeError("Trying to pass too many CPU scalars to non-CPU kernel!")


def out_elsewhere(wanted: torch.device, found: torch.device) -> RuntimeError:
    """A result elsewhere. Source: torchgen, gen_resize_out_helper, which guards `out`.

    The guard is of c10/cuda/impl/CUDAGuardImpl.h.
    """
    if wanted.type == "cpu":
        return RuntimeError("CUDAGuardImpl initialized with non-CUDA DeviceType: cpu")
    return RuntimeError(
        f"Expected out tensor to have device {wanted}, but got {found} instead"
    )


def cannot_alias(source: torch.device, goal: torch.device) -> ValueError:
    """`asarray(x, device=..., copy=False)`. Source: torch/csrc/utils/tensor_new.cpp."""
    return ValueError(f"can't alias tensor from device '{source}' to '{goal}'.")


def index_elsewhere(indexed: torch.device) -> RuntimeError:
    """An index elsewhere. Source: ATen/native/IndexingUtils.h."""
    return RuntimeError(
        "indices should be either on cpu or on the same device as the indexed tensor "
        f"({indexed})"
    )


def mask_elsewhere(mask: torch.device, filled: torch.device) -> RuntimeError:
    """A mask elsewhere. Source: ATen/native/cuda/Indexing.cu."""
    return RuntimeError(
        f"expected self and mask to be on the same device, but got mask on {mask} and "
        f"self on {filled}"
    )


def convolved_with(inputs: str, other: str, name: str, *, mkldnn: bool) -> RuntimeError:
    """Parameters of another type. Source: ATen/native/Convolution.cpp."""
    rest = f" or input should be a MKLDNN tensor and {name} is a dense tensor"
    return RuntimeError(
        f"Input type ({inputs}) and {name} type ({other}) should be the same"
        f"{rest if mkldnn else ''}"
    )


def put_elsewhere(filled: torch.device, values: torch.device) -> RuntimeError:
    """Values elsewhere. Source: ATen/native/TensorAdvancedIndexing.cpp."""
    return RuntimeError(
        f"expected device {filled} but got device {values} for value tensor"
    )


def filled_elsewhere() -> RuntimeError:
    """A value elsewhere. Source: ATen/native/cuda/Indexing.cu, masked_fill__cuda."""
    return RuntimeError("masked_fill_: Expected inputs to be on same device")


def storage_elsewhere(changed: torch.device, source: torch.device) -> RuntimeError:
    """Memory elsewhere. Source: ATen/native/Resize.cpp, checkSetStorage."""
    return RuntimeError(
        f'Attempted to set the storage of a tensor on device "{changed}" to a storage '
        f'on different device "{source}".  This is no longer allowed; the devices must '
        "match."
    )


def lengths_elsewhere(dim: int, device: torch.device, dtype: str) -> RuntimeError:
    """Lengths on a GPU. Source: ATen/native/PackedSequence.cpp."""
    return RuntimeError(
        "'lengths' argument should be a 1D CPU int64 tensor, but got "
        f"{dim}D {device} {dtype} tensor"
    )


def generator_of(wanted: str, found: str) -> RuntimeError:
    """A generator elsewhere. Source: ATen/core/Generator.h, check_generator."""
    return RuntimeError(
        f"Expected a '{wanted}' device type for generator but found '{found}'"
    )


def grad_elsewhere(wanted: torch.device, found: torch.device) -> RuntimeError:
    """A gradient elsewhere. Source: torch/csrc/autograd/python_variable.cpp."""
    advice = "Please ensure that the gradient and the tensor are on the same device"
    if wanted.type != found.type:
        return RuntimeError(
            f"attempting to assign a gradient with device type '{found.type}' to a "
            f"tensor with device type '{wanted.type}'. {advice}"
        )
    text = (
        f"attempting to assign a gradient located on device with index "
        f"'{chr(found.index)}' to a tensor located on device with index "
        f"'{chr(wanted.index)}'. {advice}"
    )
    # torch prints the index as a character, and the first NUL ends the text
    return RuntimeError(text.partition("\0")[0])


def hook_moved(name: str, before: str, after: str) -> RuntimeError:
    """A hook that moves a gradient. Source: torch/csrc/autograd/python_hook.cpp."""
    return RuntimeError(
        f"hook '{name}' has changed the type of value (was {before} got {after})"
    )


def out_of_memory(size: int) -> RuntimeError:
    """Too little memory. Source: c10/cuda/CUDACachingAllocator.cpp.

    What follows there, on the state of the card's memory, is left out.
    """
    return torch.OutOfMemoryError(
        f"CUDA out of memory. Tried to allocate {size / 2**30:.2f} GiB. "
    )


def bad_fork() -> RuntimeError:
    """A process forked from one that used CUDA. Source: torch/cuda/__init__.py."""
    return RuntimeError(
        "Cannot re-initialize CUDA in forked subprocess. To use CUDA with "
        "multiprocessing, you must use the 'spawn' start method"
    )


def invalid_gradient(
    whose: str, index: int, wanted: torch.device, found: torch.device
) -> RuntimeError:
    """A gradient elsewhere. Source: torch/csrc/autograd/engine.cpp."""
    return RuntimeError(
        f"{whose}invalid gradient at index {index} - expected device {wanted} but got "
        f"{found}"
    )


def not_in_integers(kernel: str, dtype: str) -> NotImplementedError:
    """A dtype that a kernel lacks. Source: ATen/Dispatch.h."""
    return NotImplementedError(f"\"{kernel}\" not implemented for '{dtype}'")


def only_on_cpu(name: str) -> TypeError:
    """Python for each element. Source: torch/csrc/utils/tensor_apply.cpp."""
    return TypeError(f"{name} is only implemented on CPU tensors")


def not_cuda() -> RuntimeError:
    """`.cuda("cpu")`. Source: torch/csrc/autograd/python_variable_methods.cpp."""
    return RuntimeError("Invalid device, must be cuda device")


def cannot_make_pinned() -> RuntimeError:
    """Making pinned memory on a GPU. Source: ATen/EmptyTensor.cpp and others."""
    return RuntimeError("Only dense CPU tensors can be pinned")


def cannot_pin(kind: str) -> RuntimeError:
    """Pinning what is on a GPU. Source: ATen/native/Memory.cpp."""
    return RuntimeError(f"cannot pin '{kind}' only dense CPU tensors can be pinned")


def no_memory_of(index: int) -> RuntimeError:
    """Figures of memory too early, or of no GPU. Source: CUDACachingAllocator.cpp."""
    return RuntimeError(f"Invalid device argument {index}: did you call init?")


def no_stream_of(index: int, count: int) -> RuntimeError:
    """A stream of no GPU. Source: c10/cuda/CUDAStream.cpp, check_gpu."""
    return RuntimeError(
        f"Device index value {index} is out of index range [0, {count})"
    )


def recorded_elsewhere(
    first: torch.device | None, second: torch.device
) -> RuntimeError:
    """An event on a second GPU. Source: c10/cuda/CUDAEvent.h, record."""
    return RuntimeError(
        f"Event device {first and first.index} does not match recording stream's "
        f"device {second.index}."
    )


def without_timing() -> ValueError:
    """Time between events that keep none. Source: c10/cuda/CUDAEvent.h."""
    return ValueError("Both events must be created with argument 'enable_timing=True'.")


def not_recorded() -> ValueError:
    """Time between events that were not. Source: c10/cuda/CUDAEvent.h."""
    return ValueError("Both events must be recorded before calculating elapsed time.")


# The rest: torch/csrc/cuda/comm.cpp.


def scattered_nowhere() -> RuntimeError:
    """No GPU to scatter to."""
    return RuntimeError("Expected at least one device to scatter to")


def uneven_chunks(devices: int, chunks: int) -> RuntimeError:
    """As many sizes as devices are needed."""
    return RuntimeError(
        "Expected devices and chunk_sizes to be of same length, but got len(devices) "
        f"= {devices} and len(chunk_sizes) = {chunks}"
    )


def gathered_nothing() -> RuntimeError:
    """No tensor to gather."""
    return RuntimeError("Expected at least one tensor to gather from")


def gathered_dimensions(number: int, found: int, wanted: int) -> RuntimeError:
    """Tensors of other dimensions than the first."""
    return RuntimeError(
        "Expected all input tensors to have the same number of dimensions, but tensor "
        f"at index {number}has {found} dimensions, (expected {wanted})"
    )


def gathered_shape(number: int, found: list[int], wanted: list[int]) -> RuntimeError:
    """A tensor of another shape than the first."""
    return RuntimeError(
        f"Input tensor at index {number} has invalid shape {found}, but expected "
        f"{wanted}"
    )


def collected_elsewhere(
    role: str, what: str, number: int, device: torch.device
) -> RuntimeError:
    """A tensor that is on no GPU."""
    named = f"'{device}'" if role == "output" else f"{device}"
    return RuntimeError(
        f"Expected all {role} tensors to be CUDA tensors, but {what} at index "
        f"{number} has device {named}"
    )


def broadcast_from_elsewhere(first: int) -> RuntimeError:
    """What is broadcast has to be on the first GPU."""
    return RuntimeError(f"All tensors must be on devices[0]: {first}")


def negative_index(index: int) -> RuntimeError:
    """A GPU of a negative number."""
    return RuntimeError(f"Expected non-negative device index, but got {index}")

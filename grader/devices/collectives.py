"""Scatter, gather and broadcast between simulated GPUs.

These are the functions of torch's C++ that `torch.cuda.comm` and `torch.nn.parallel`
call, made of ordinary operations on tensors.

Source: torch/csrc/cuda/comm.cpp.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn.parallel import _functions as parallel_functions

from grader.devices import refusals
from grader.devices.installing import Replacement
from grader.devices.machine import Machine
from grader.devices.standins import instead

Tensors = Sequence[Tensor]


def replacements() -> Iterator[Replacement]:
    """What to replace, so that tensors can be spread over simulated GPUs."""
    yield instead(torch._C, "_scatter", _scatter)
    yield instead(torch._C, "_scatter_out", _scatter_out)
    yield instead(torch._C, "_gather", _gather)
    yield instead(torch._C, "_gather_out", _gather_out)
    yield instead(torch._C, "_broadcast", _broadcast)
    yield instead(torch._C, "_broadcast_out", _broadcast_out)
    yield instead(torch._C, "_broadcast_coalesced", _broadcast_coalesced)
    yield instead(parallel_functions, "_get_stream", _background_stream)
    # without NCCL, which asks for memory of real GPUs
    yield instead(torch.cuda.nccl, "is_available", lambda *_: False)


def _scatter(
    machine: Machine,
    tensor: Tensor,
    devices: Sequence[int],
    chunk_sizes: Sequence[int] | None,
    dim: int,
    streams: object,
) -> list[Tensor]:
    if not devices:
        raise refusals.scattered_nowhere()
    if chunk_sizes is None:
        chunks = tensor.chunk(len(devices), dim)
    elif len(chunk_sizes) != len(devices):
        raise refusals.uneven_chunks(len(devices), len(chunk_sizes))
    else:
        chunks = tensor.split_with_sizes(list(chunk_sizes), dim)
    return [
        chunk.to(_gpu(machine, index))
        for chunk, index in zip(chunks, devices, strict=False)
    ]


def _scatter_out(
    machine: Machine, tensor: Tensor, out: Tensors, dim: int, streams: object
) -> Tensors:
    _check_on_gpus(out, "output", "output tensor")
    chunks = tensor.split_with_sizes([item.size(dim) for item in out], dim)
    for item, chunk in zip(out, chunks, strict=True):
        item.copy_(chunk)
    return out


def _gather(
    machine: Machine, tensors: Tensors, dim: int, destination_index: int | None
) -> Tensor:
    _check_gathered(tensors, dim)
    if destination_index == -1:
        goal = torch.device("cpu")
    else:
        goal = machine.device(destination_index)
    return torch.cat([tensor.to(goal) for tensor in tensors], dim)


def _gather_out(machine: Machine, tensors: Tensors, out: Tensor, dim: int) -> Tensor:
    _check_gathered(tensors, dim)
    chunks = out.split_with_sizes([tensor.size(dim) for tensor in tensors], dim)
    for chunk, tensor in zip(chunks, tensors, strict=True):
        chunk.copy_(tensor)
    return out


def _broadcast(
    machine: Machine, tensor: Tensor, devices: Sequence[int]
) -> list[Tensor]:
    return [tensor.to(_gpu(machine, index)) for index in devices]


def _broadcast_out(machine: Machine, tensor: Tensor, out: Tensors) -> Tensors:
    _check_on_gpus(out, "output", "output tensor")
    for item in out:
        item.copy_(tensor)
    return out


def _broadcast_coalesced(
    machine: Machine, tensors: Tensors, devices: Sequence[int], buffer_size: int
) -> list[list[Tensor]]:
    """Copy tensors to GPUs; on the first, where they are, they stay themselves."""
    first, *others = devices
    if any(tensor.get_device() != first for tensor in tensors):
        raise refusals.broadcast_from_elsewhere(first)
    copies = [
        [tensor.detach().to(_gpu(machine, index), copy=True) for tensor in tensors]
        for index in others
    ]
    return [list(tensors), *copies]


def _gpu(machine: Machine, index: int) -> torch.device:
    if index < 0:
        raise refusals.negative_index(index)
    return machine.device(index)


def _check_gathered(tensors: Tensors, dim: int) -> None:
    if not tensors:
        raise refusals.gathered_nothing()
    _check_on_gpus(tensors, "input", "tensor")
    wanted = list(tensors[0].shape)
    for number, tensor in enumerate(tensors):
        if tensor.dim() != len(wanted):
            raise refusals.gathered_dimensions(number, tensor.dim(), len(wanted))
        wanted[dim] = tensor.size(dim)
        if list(tensor.shape) != wanted:
            raise refusals.gathered_shape(number, list(tensor.shape), wanted)


def _check_on_gpus(tensors: Tensors, role: str, what: str) -> None:
    for number, tensor in enumerate(tensors):
        if not tensor.is_cuda:
            raise refusals.collected_elsewhere(role, what, number, tensor.device)


def _background_stream(machine: Machine, device: torch.device) -> Any:
    """A stream to copy on: a new one, as torch would keep one for all machines."""
    on_gpu = device.type == "cuda" and machine.count
    return torch.Stream(machine.device(device)) if on_gpu else None

"""Index, gather and scatter."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional as F

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import checked, indices, iterated, words


@program()
def slices_and_numbers(gpu: str) -> object:
    """Index by numbers, slices, None and Ellipsis."""
    X = torch.arange(12.0, device=gpu).reshape(3, 4)
    return [X[0], X[1, 2], X[:, 1:3], X[..., -1], X[None, 0], X[::2]]


@program()
def lists_and_arrays(gpu: str) -> object:
    """Index by lists and NumPy arrays."""
    X = torch.arange(6.0, device=gpu).reshape(3, 2)
    return [X[[0, 2]], X[np.array([2, 1])], X[[0, 1], [1, 0]]]


@program()
def cpu_indices_may_join(gpu: str) -> object:
    """Index by tensors of the CPU, as CUDA allows."""
    X = torch.arange(6.0, device=gpu).reshape(3, 2)
    rows, mask = torch.tensor([2, 0]), torch.tensor([True, False, True])
    return [X[rows], X[mask], X[rows, torch.tensor([0, 1])]]


@program()
def masks_on_the_device(gpu: str) -> object:
    """Choose by masks of the device."""
    X = torch.tensor([1.0, -2.0, 3.0], device=gpu)
    return [X[X > 0], X.masked_fill(X < 0, 0.0), X.masked_select(X > 2), X.nonzero()]


@program()
def assignment_by_index(gpu: str) -> object:
    """Assign numbers and tensors to parts of a tensor."""
    X = torch.zeros(3, 2, device=gpu)
    X[0] = 1.0
    X[1, :] = torch.tensor([5.0, 6.0])
    X[torch.tensor([2]), 0] = 7.0
    X[X == 0] = torch.tensor(-1.0)
    return X


@program()
def assignment_by_a_cpu_mask(gpu: str) -> object:
    """Assign a number where a mask of the CPU says so."""
    X = torch.zeros(3, device=gpu)
    X[torch.tensor([True, False, True])] = 2.0
    return X


@program()
def gather_and_scatter_on_the_device(gpu: str) -> object:
    """Gather and scatter by indices of the device."""
    X = torch.arange(6.0, device=gpu).reshape(2, 3)
    index = torch.tensor([[0], [2]], device=gpu)
    return [
        X.gather(1, index),
        torch.zeros(2, 3, device=gpu).scatter_(1, index, 1.0),
        X.index_select(0, torch.tensor([1], device=gpu)),
        torch.take(X, torch.tensor([5, 0], device=gpu)),
    ]


@program()
def one_hot_and_topk(gpu: str) -> object:
    """Encode labels, and find the largest."""
    y = torch.tensor([2, 0], device=gpu)
    best = torch.tensor([0.1, 0.7, 0.2], device=gpu).topk(2)
    return F.one_hot(y, 3), best.values, best.indices


@program(on="cpu")
def cpu_tensor_by_cpu_copy_of_indices(gpu: str) -> object:
    """Bring the indices to the CPU before indexing there."""
    order = torch.tensor([0.3, 0.1, 0.2], device=gpu).argsort()
    return torch.arange(3)[order.cpu()]


@program(refused=indices())
def cpu_tensor_by_device_indices(gpu: str) -> object:
    """Index a tensor of the CPU by indices of the device."""
    return torch.arange(3.0)[torch.tensor([0, 2], device=gpu)]


@program(refused=indices())
def cpu_tensor_by_device_mask(gpu: str) -> object:
    """Index a tensor of the CPU by a mask of the device."""
    X = torch.tensor([1.0, -1.0])
    return X[X.to(gpu) > 0]


@program(refused=indices())
def shuffle_drawn_on_the_device(gpu: str) -> object:
    """Shuffle data of the CPU by an order drawn on the device."""
    data = torch.arange(8.0).reshape(4, 2)
    return data[torch.randperm(4, device=gpu)]


@program(refused=indices("cuda:0"), gpus=2)
def device_tensor_by_indices_of_another_card(gpu: str, other: str) -> object:
    """Index a tensor of one card by indices of another."""
    return torch.arange(3.0, device=gpu)[torch.tensor([0], device=other)]


@program(refused=iterated())
def assignment_of_cpu_values_by_index(gpu: str) -> object:
    """Assign values of the CPU to chosen rows of the device."""
    X = torch.zeros(3, device=gpu)
    X[torch.tensor([0, 2], device=gpu)] = torch.tensor([1.0, 2.0])
    return X


@program(refused=checked("index", "gather"))
def gather_by_labels_on_the_cpu(gpu: str) -> object:
    """Choose the probability of each label, the labels on the CPU."""
    Y_hat = torch.eye(2, device=gpu)
    return -Y_hat.gather(1, torch.tensor([[0], [1]])).log()


@program(refused=checked("index", "scatter__value"))
def scatter_by_labels_on_the_cpu(gpu: str) -> object:
    """Encode labels of the CPU into a tensor of the device."""
    y = torch.tensor([[1], [0]])
    return torch.zeros(2, 2, device=gpu).scatter_(1, y, 1.0)


@program(refused=checked("index", "_index_select"))
def index_select_by_indices_on_the_cpu(gpu: str) -> object:
    """Select rows of the device by indices of the CPU: no plain indexing."""
    X = torch.arange(6.0, device=gpu).reshape(3, 2)
    return torch.index_select(X, 0, torch.tensor([0, 2]))


@program(refused=checked("index", "_take"))
def take_by_indices_on_the_cpu(gpu: str) -> object:
    """Take elements of the device by indices of the CPU."""
    return torch.arange(4.0, device=gpu).take(torch.tensor([1, 2]))


@program(
    refused=words(
        "expected self and mask to be on the same device, but got mask on cpu and "
        "self on cuda:0",
        "aten/src/ATen/native/cuda/IndexKernel.cpp",
    )
)
def masked_fill_by_a_mask_on_the_cpu(gpu: str) -> object:
    """Fill where a mask of the CPU says so, as attention does."""
    scores = torch.zeros(2, 2, device=gpu)
    mask = torch.triu(torch.ones(2, 2), diagonal=1).bool()
    return scores.masked_fill(mask, float("-inf"))


@program(
    refused=words(
        "index 5 is out of bounds for dimension 0 with size 3",
        "torch/csrc/autograd/python_variable_indexing.cpp",
        IndexError,
    )
)
def number_out_of_bounds(gpu: str) -> object:
    """Index past the end by a number, which the CPU checks at once."""
    return torch.arange(3, device=gpu)[5]

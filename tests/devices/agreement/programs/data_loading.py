"""Batches, and how they come to a device."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import checked, generator, iterated, words


def pairs(device: str = "cpu") -> TensorDataset:
    """Make four pairs of features and a label."""
    X = torch.arange(8.0, device=device).reshape(4, 2)
    return TensorDataset(X, torch.tensor([0, 1, 1, 0], device=device))


@program()
def batches_moved_one_by_one(gpu: str) -> object:
    """Move every batch to the device."""
    return [[X.to(gpu), y.to(gpu)] for X, y in DataLoader(pairs(), batch_size=3)]


@program(gives=[True, False, True])
def pages_pinned() -> object:
    """Pin memory of the CPU, for faster copies."""
    X = torch.ones(3)
    pinned = X.pin_memory()
    there = pinned.to("cuda", non_blocking=True)
    return pinned.is_pinned(), X.is_pinned(), there.is_cuda


@program(gives=[[True, True]], on="cpu")
def loader_that_pins() -> object:
    """Let the loader pin its batches."""
    loader = DataLoader(pairs(), batch_size=4, pin_memory=True)
    X, y = next(iter(loader))
    return X, [X.is_pinned(), y.is_pinned()]


@program()
def data_already_there(gpu: str) -> object:
    """Keep all data on the device, and collate there."""
    return list(DataLoader(pairs(gpu), batch_size=2))


@program()
def an_epoch_of_training(gpu: str) -> object:
    """Train a layer for an epoch."""
    net = nn.Linear(2, 2)
    nn.init.constant_(net.weight, 0.1)
    nn.init.zeros_(net.bias)
    net.to(gpu)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for X, y in DataLoader(pairs(), batch_size=2):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(X.to(gpu)), y.to(gpu)).backward()
        optimizer.step()
    return net.weight, net.bias


@program()
def shuffled_by_a_cpu_generator(gpu: str) -> object:
    """Shuffle by a generator of the CPU, then move."""
    source = torch.Generator().manual_seed(0)
    loader = DataLoader(pairs(), batch_size=4, shuffle=True, generator=source)
    return [y.to(gpu) for _, y in loader]


@program(gives=[3, 1])
def split_into_parts(gpu: str) -> object:
    """Split data at random, and move a part."""
    parts = random_split(pairs(), [3, 1], generator=torch.Generator().manual_seed(1))
    X, _ = parts[1][0]
    return X.to(gpu).new_ones(1), *map(len, parts)


@program(on="cuda:0")
def collated_onto_the_device() -> object:
    """Move in collate_fn."""

    def collate(rows: list[torch.Tensor]) -> torch.Tensor:
        return torch.stack(rows).to("cuda")

    return list(DataLoader(torch.arange(4.0), batch_size=2, collate_fn=collate))


@program(refused=generator("cpu", "cuda"))
def shuffled_by_a_device_generator(gpu: str) -> object:
    """Shuffle by a generator of the device."""
    source = torch.Generator(device=gpu)
    return list(DataLoader(pairs(), shuffle=True, generator=source))


@program(refused=generator("cuda", "cpu"))
def shuffled_under_a_default_device() -> object:
    """Shuffle while the default device is CUDA: a famous stumbling block."""
    torch.set_default_device("cuda")
    return list(DataLoader(pairs("cuda"), shuffle=True))


@program(
    refused=words(
        "cannot pin 'torch.cuda.FloatTensor' only dense CPU tensors can be pinned",
        "aten/src/ATen/native/Memory.cpp",
    )
)
def pinning_the_device(gpu: str) -> object:
    """Pin a tensor that is on the device."""
    return torch.ones(3, device=gpu).pin_memory()


@program(
    refused=words(
        "cannot pin 'torch.cuda.FloatTensor' only dense CPU tensors can be pinned",
        "aten/src/ATen/native/Memory.cpp",
    )
)
def loader_that_pins_the_device(gpu: str) -> object:
    """Let a loader pin batches that are on the device already."""
    return list(DataLoader(pairs(gpu), batch_size=2, pin_memory=True))


@program(
    refused=words(
        "Caught RuntimeError in DataLoader worker process 0.",
        "torch/cuda/__init__.py: Cannot re-initialize CUDA in forked subprocess",
    )
)
def worker_that_uses_the_device() -> object:
    """Move in collate_fn of a worker: CUDA does not outlive a fork."""
    torch.ones(1, device="cuda")
    loader = DataLoader(
        torch.arange(2.0),
        num_workers=1,
        timeout=60,
        multiprocessing_context="fork",
        collate_fn=lambda rows: torch.stack(rows).to("cuda"),
    )
    return list(loader)


@program(refused=checked("mat1", "addmm"))
def batches_left_on_the_cpu(gpu: str) -> object:
    """Move the net, and forget the batches."""
    net = nn.Linear(2, 2).to(gpu)
    return [net(X) for X, _ in DataLoader(pairs())]


@program(refused=checked("target", "nll_loss_forward"))
def labels_of_a_batch_left_on_the_cpu(gpu: str) -> object:
    """Move the features of a batch, and forget its labels."""
    net = nn.Linear(2, 2).to(gpu)
    loader = DataLoader(pairs(), batch_size=2)
    return [nn.functional.cross_entropy(net(X.to(gpu)), y) for X, y in loader]


@program(refused=iterated())
def mean_of_the_data_left_on_the_cpu(gpu: str) -> object:
    """Standardise batches of the device by statistics of the CPU."""
    data = pairs()
    mean = data.tensors[0].mean(0)
    return [X.to(gpu) - mean for X, _ in DataLoader(data)]

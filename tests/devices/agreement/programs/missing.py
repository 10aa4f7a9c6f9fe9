"""PyTorch with CUDA on a machine without a card."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch
from torch import nn

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import NO_CARD, words


@program(gpus=0, gives=[False, 0])
def nothing_is_there() -> object:
    """Ask for CUDA where there is no card."""
    return torch.cuda.is_available(), torch.cuda.device_count()


@program(gpus=0, gives=["cpu"])
def try_gpu_falls_back() -> object:
    """Choose the device as every lesson does."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = nn.Linear(2, 1).to(device)
    nn.init.ones_(net.weight)
    nn.init.zeros_(net.bias)
    return net(torch.ones(1, 2, device=device)), str(device)


@program(gpus=0, gives=["cuda:1", 1])
def a_name_needs_no_card() -> object:
    """Name a device that is not there."""
    device = torch.device("cuda:1")
    return str(device), device.index


@program(gpus=0, gives=[0, 0])
def harmless_without_a_card() -> object:
    """Seed, ask for memory, and empty it: without a card these do nothing."""
    torch.cuda.manual_seed_all(1)
    torch.manual_seed(1)
    torch.cuda.empty_cache()
    return torch.cuda.memory_allocated(), torch.cuda.memory_reserved()


@program(gpus=0, gives=[False, False])
def moves_to_the_cpu_work() -> object:
    """Move to the CPU where there is nothing else."""
    X = torch.ones(2).cpu().to("cpu")
    net = nn.Linear(2, 1).cpu()
    return X, X.is_cuda, net.weight.is_cuda


@program(gpus=0, gives=[0])
def data_parallel_without_a_card() -> object:
    """Wrap a net where there is no card: it runs on the CPU."""
    net = nn.Linear(2, 1, bias=False)
    nn.init.ones_(net.weight)
    wrapped = nn.DataParallel(net)
    return wrapped(torch.ones(3, 2)), len(wrapped.device_ids)


@program(gpus=0, gives=[[]])
def all_the_cards_of_none() -> object:
    """List every card where there is none."""
    return [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count())]


@program(gpus=0, gives=["cpu"])
def loader_without_a_card() -> object:
    """Ask a loader to pin memory: it warns and does not."""
    loader = torch.utils.data.DataLoader(torch.arange(2.0), pin_memory=True)
    X = next(iter(loader))
    return X, str(X.device)


@program(gpus=0, refused=NO_CARD)
def ones_without_a_card() -> object:
    """Make a tensor on CUDA."""
    return torch.ones(2, device="cuda")


@program(gpus=0, refused=NO_CARD)
def tensor_without_a_card() -> object:
    """Turn a list into a tensor on the first card."""
    return torch.tensor([1.0], device="cuda:0")


@program(gpus=0, refused=NO_CARD)
def to_without_a_card() -> object:
    """Move a tensor."""
    return torch.ones(2).to("cuda")


@program(gpus=0, refused=NO_CARD)
def cuda_without_a_card() -> object:
    """Call cuda()."""
    return torch.ones(2).cuda()


@program(gpus=0, refused=NO_CARD)
def net_without_a_card() -> object:
    """Move a net."""
    return nn.Sequential(nn.Linear(2, 2), nn.ReLU()).to(torch.device("cuda:0"))


@program(gpus=0, refused=NO_CARD)
def layer_made_without_a_card() -> object:
    """Make a layer on CUDA."""
    return nn.Linear(2, 2, device="cuda")


@program(gpus=0, refused=NO_CARD)
def current_device_without_a_card() -> object:
    """Ask which card is current."""
    return torch.cuda.current_device()


@program(gpus=0, refused=NO_CARD)
def name_without_a_card() -> object:
    """Ask for the name of the first card."""
    return torch.cuda.get_device_name(0)


@program(gpus=0, refused=NO_CARD)
def set_device_without_a_card() -> object:
    """Make the first card current."""
    torch.cuda.set_device(0)


@program(gpus=0, refused=NO_CARD)
def waiting_without_a_card() -> object:
    """Wait for the card."""
    torch.cuda.synchronize()


@program(gpus=0, refused=NO_CARD)
def block_without_a_card() -> object:
    """Make a tensor in a block of CUDA."""
    with torch.device("cuda"):
        return torch.zeros(2)


@program(
    gpus=0,
    refused=words(
        "No CUDA GPUs are available", "c10/cuda/CUDAFunctions.cpp", RuntimeError
    ),
)
def memory_of_the_card_without_one() -> object:
    """Ask how much memory is free."""
    return torch.cuda.mem_get_info()

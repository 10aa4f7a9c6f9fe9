"""Save, load, pickle and copy."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import copy
import io
import pickle
from pathlib import Path

import torch
from torch import nn

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import iterated, loading

CUDA0 = torch.device("cuda:0")


def saved(thing: object) -> io.BytesIO:
    """Save into memory, and rewind."""
    buffer = io.BytesIO()
    torch.save(thing, buffer)
    buffer.seek(0)
    return buffer


@program()
def loaded_where_it_was(gpu: str, folder: Path) -> object:
    """Save a tensor of the device and load it: it comes back there."""
    torch.save(torch.tensor([1.0, 2.0], device=gpu), folder / "x.pt")
    return torch.load(folder / "x.pt")


@program(on="cpu")
def loaded_onto_the_cpu(gpu: str, folder: Path) -> object:
    """Load a state of the device for a machine without one."""
    torch.save(nn.Linear(2, 1).to(gpu).state_dict(), folder / "net.pt")
    return torch.load(folder / "net.pt", map_location="cpu")


@program()
def loaded_onto_the_device(gpu: str, folder: Path) -> object:
    """Load what was saved on the CPU onto the device."""
    torch.save({"x": torch.ones(2), "epoch": torch.tensor(3)}, folder / "x.pt")
    return torch.load(folder / "x.pt", map_location=torch.device(gpu))


@program(gpus=2, on=("cuda:1", "cuda:0", "cuda:1", "cpu", "cpu"))
def map_location_in_all_forms(gpu: str, other: str) -> object:
    """Say where to load by string, device, dictionary and function."""
    buffer = saved(torch.ones(2, device=gpu))
    places: list[object] = [
        other,
        torch.device(gpu),
        {gpu: other},
        lambda storage, location: storage,
        {gpu: "cpu"},
    ]
    loaded = []
    for place in places:
        buffer.seek(0)
        loaded.append(torch.load(buffer, map_location=place))
    return loaded


@program()
def views_saved_together_share_memory(gpu: str) -> object:
    """Save a tensor and a view of it; they share memory after loading."""
    X = torch.zeros(2, 2, device=gpu)
    X, row = torch.load(saved((X, X[0])))
    row += 1
    return X, row


@program(gives=[True, CUDA0])
def a_whole_net_saved(gpu: str) -> object:
    """Save and load the object itself, trusting the file."""
    net = torch.load(saved(nn.Linear(2, 2).to(gpu)), weights_only=False)
    return net.weight.is_cuda, net.bias.device


@program(gpus=2, on=("cuda:1", "cuda:1"))
def pickled_where_it_was(other: str) -> object:
    """Pickle a tensor and a Parameter."""
    X = torch.arange(3.0, device=other)
    return pickle.loads(pickle.dumps([X, nn.Parameter(X)]))  # noqa: S301 # our own


@program(gives=[False])
def deepcopy_of_a_net(gpu: str) -> object:
    """Copy a net: parameters of its own, on the same device."""
    net = nn.Linear(2, 1).to(gpu)
    nn.init.ones_(net.weight)
    twin = copy.deepcopy(net)
    nn.init.zeros_(net.weight)
    return twin.weight, net.weight, twin.weight is net.weight


@program(on=("cuda:0", "cpu"))
def checkpoint_of_a_training(gpu: str, folder: Path) -> object:
    """Save net and optimizer, and load both into new ones."""
    net = nn.Linear(2, 1).to(gpu)
    optimizer = torch.optim.Adam(net.parameters())
    net(torch.ones(1, 2, device=gpu)).sum().backward()
    optimizer.step()
    parts = {"net": net.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save(parts, folder / "checkpoint.pt")
    loaded = torch.load(folder / "checkpoint.pt")
    state = loaded["optimizer"]["state"][0]
    return state["exp_avg"], state["step"]


@program(gives=["cuda:0", "cpu"])
def location_tags(gpu: str) -> object:
    """Ask how torch.save names the place of a storage."""
    X = torch.ones(1, device=gpu)
    tag = torch.serialization.location_tag
    return tag(X.untyped_storage()), tag(X.cpu().untyped_storage())


@program(
    refused=loading(
        "Attempting to deserialize object on CUDA device 5 but "
        "torch.cuda.device_count() is 1. Please use torch.load with map_location to "
        "map your storages to an existing device."
    )
)
def loaded_onto_a_missing_card() -> object:
    """Load onto a card that is not there."""
    return torch.load(saved(torch.ones(2)), map_location="cuda:5")


@program(
    gpus=0,
    refused=loading(
        "Attempting to deserialize object on a CUDA device but "
        "torch.cuda.is_available() is False. If you are running on a CPU-only machine"
    ),
)
def loaded_onto_a_device_without_a_card() -> object:
    """Load onto the device where there is no card."""
    return torch.load(saved({"w": torch.ones(2)}), map_location="cuda")


@program(
    gpus=2,
    refused=loading(
        "Attempting to deserialize object on CUDA device 2 but "
        "torch.cuda.device_count() is 2."
    ),
)
def dictionary_to_a_missing_card(gpu: str) -> object:
    """Name a card that is not there in a dictionary of places."""
    buffer = saved(torch.ones(2, device=gpu))
    return torch.load(buffer, map_location={"cuda:0": "cuda:2"})


@program(refused=iterated())
def loaded_onto_the_cpu_and_forgotten(gpu: str) -> object:
    """Load onto the CPU and add to what is on the device."""
    X = torch.ones(2, device=gpu)
    return X + torch.load(saved(X), map_location="cpu")


@program(refused=iterated("cuda:1", "cuda:0"), gpus=2)
def loaded_where_it_was_and_forgotten(gpu: str, other: str) -> object:
    """Load a tensor of the first card beside one of the second."""
    buffer = saved(torch.ones(2, device=gpu))
    return torch.ones(2, device=other) * torch.load(buffer)

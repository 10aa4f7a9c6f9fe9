"""What students see when they print."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch
from torch import nn

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import NO_CARD, to_numpy, words


@program(gives=["tensor([1., 1.], device='cuda:0')", "tensor([1., 1.])"])
def a_tensor_says_where_it_is(gpu: str) -> object:
    """Print a tensor of the device, and one of the CPU."""
    X = torch.ones(2, device=gpu)
    return str(X), repr(X.cpu())


@program(
    gpus=2,
    gives=["tensor([[0, 1]], device='cuda:1')", "tensor(2.5000, device='cuda:1')"],
)
def a_tensor_of_the_second_card(other: str) -> object:
    """Print integers and a scalar of the second card."""
    return str(torch.tensor([[0, 1]], device=other)), str(
        torch.tensor(2.5, device=other)
    )


@program(gives=["tensor([1.], device='cuda:0', requires_grad=True)", "<MulBackward0>"])
def a_tensor_with_a_gradient(gpu: str) -> object:
    """Print a leaf, and the function of a result."""
    w = torch.ones(1, device=gpu, requires_grad=True)
    return str(w), str(w * 2).partition("grad_fn=")[2].rstrip(")")


@program(
    gives=[
        "Parameter containing:",
        "tensor([0., 0.], device='cuda:0', requires_grad=True)",
    ]
)
def a_parameter_prints(gpu: str) -> object:
    """Print a Parameter."""
    return str(nn.Parameter(torch.zeros(2, device=gpu))).splitlines()


@program(gives=["cuda:0", "device(type='cuda', index=0)", "cuda"])
def devices_print(gpu: str) -> object:
    """Print a device."""
    device = torch.ones(1, device=gpu).device
    return str(device), repr(device), f"{torch.device('cuda')}"


@program(gives=["loss 0.250", "2.0"])
def numbers_print_as_ever(gpu: str) -> object:
    """Format a loss of the device."""
    loss = torch.tensor(0.25, device=gpu)
    return f"loss {loss:.3f}", str((loss * 8).item())


@program(
    gives=[
        "tensor([], device='cuda:0')",
        "tensor([True], device='cuda:0')",
        "tensor([1.], device='cuda:0', dtype=torch.float64)",
    ]
)
def kinds_of_tensors_print(gpu: str) -> object:
    """Print an empty tensor, a boolean one and a double one."""
    return [
        str(torch.empty(0, device=gpu)),
        str(torch.ones(1, device=gpu) > 0),
        str(torch.ones(1, device=gpu, dtype=torch.float64)),
    ]


@program(gives=["Linear(in_features=2, out_features=1, bias=True)"])
def a_net_does_not_say_where_it_is(gpu: str) -> object:
    """Print a net: nothing tells its device."""
    return str(nn.Linear(2, 1).to(gpu))


@program(gives=["{'w': tensor([1.], device='cuda:0')}"])
def a_state_prints(gpu: str) -> object:
    """Print a state as a dictionary."""
    net = nn.Module()
    net.register_buffer("w", torch.ones(1, device=gpu))
    return repr(dict(net.state_dict()))


@program(
    refused=words(
        "unsupported format string passed to Tensor.__format__",
        "torch/_tensor.py",
        TypeError,
    )
)
def format_of_several_numbers(gpu: str) -> object:
    """Format a tensor of several elements like a number."""
    return f"{torch.ones(2, device=gpu):.2f}"


@program(refused=to_numpy())
def table_of_values(gpu: str) -> object:
    """Round values by NumPy for printing."""
    return torch.ones(2, device=gpu).numpy().round(2)


@program(gpus=0, refused=NO_CARD)
def printing_where_there_is_no_card() -> object:
    """Print a tensor that could not be made."""
    return str(torch.zeros(1).cuda())


@program(
    refused=words(
        "a Tensor with 2 elements cannot be converted to Scalar",
        "aten/src/ATen/native/Scalar.cpp",
    )
)
def item_of_several_numbers(gpu: str) -> object:
    """Print item() of a tensor of two elements."""
    return f"{torch.ones(2, device=gpu).item()}"

"""Rules of pairing a student's tensors with the reference's parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from grader.isolation.protocol import Layout, TensorSpec
from grader.probing.parameters import (
    MAX_VISITED,
    Values,
    fill,
    layout_of,
    pair,
    tensors_of,
)

LAYOUT: Layout = (
    TensorSpec(name="weight", shape=(5, 3)),
    TensorSpec(name="bias", shape=(3,)),
)


def values(spec: TensorSpec) -> Tensor:
    """Make values that tell by name and place where they belong."""
    count = torch.Size(spec.shape).numel()
    numbers = torch.arange(count, dtype=torch.float32).reshape(spec.shape)
    return numbers + 100 * len(spec.name)


WEIGHT, BIAS = map(values, LAYOUT)


def filled(
    module: nn.Module, layout: Layout = LAYOUT, *, by: Values | None = values
) -> tuple[dict[str, Tensor], list[str]]:
    """Fill a module; return its tensors by name, and what could not be filled."""
    tensors, unfilled = fill(module, layout, by)
    return {spec.name: tensor for spec, tensor in tensors.items()}, unfilled


class Holder(nn.Module):
    """A module with whatever attributes are given, in their order."""

    def __init__(self, **attributes: Any) -> None:
        """Assign the attributes as a student's `__init__` would."""
        super().__init__()
        for name, value in attributes.items():
            setattr(self, name, value)


def parameter(*shape: int) -> nn.Parameter:
    """Build a parameter of NaNs, which no filling leaves behind."""
    return nn.Parameter(torch.full(shape, torch.nan))


def plain(*shape: int, **rest: Any) -> Tensor:
    """Build a tensor that is no parameter."""
    return torch.full(shape, torch.nan, **rest)


def with_buffers() -> nn.Module:
    """Build a module that registers its tensors as buffers."""
    module = Holder()
    module.register_buffer("weight", plain(5, 3))
    module.register_buffer("bias", plain(3))
    return module


def cyclic() -> nn.Module:
    """Build a module that holds a list that holds the module and itself."""
    everything: list[Any] = []
    module = Holder(weight=parameter(5, 3), bias=parameter(3), everything=everything)
    everything += [module, {"self": everything}, everything]
    return module


def shared() -> nn.Module:
    """Build a module that knows its tensors under several names."""
    weight, bias = parameter(5, 3), parameter(3)
    return Holder(weight=weight, again=weight, bias=bias, everything=[bias, weight])


# However a student holds them, the same two tensors are found and filled.
RIGHT: dict[str, Callable[[], nn.Module]] = {
    "as asked": lambda: Holder(weight=parameter(5, 3), bias=parameter(3)),
    "other order": lambda: Holder(bias=parameter(3), weight=parameter(5, 3)),
    "other names": lambda: Holder(w=parameter(5, 3), b=parameter(3)),
    "names swapped": lambda: Holder(bias=parameter(5, 3), weight=parameter(3)),
    "transposed": lambda: Holder(weight=parameter(3, 5), bias=parameter(3)),
    "other names, transposed": lambda: Holder(w=parameter(3, 5), b=parameter(3)),
    "row bias": lambda: Holder(weight=parameter(5, 3), bias=parameter(1, 3)),
    "column bias": lambda: Holder(weight=parameter(5, 3), bias=parameter(3, 1)),
    "flat weight": lambda: Holder(weight=parameter(15), bias=parameter(3)),
    "plain tensors": lambda: Holder(weight=plain(5, 3), bias=plain(3)),
    "one plain": lambda: Holder(bias=plain(3), weight=parameter(5, 3)),
    "with grad": lambda: Holder(weight=plain(5, 3, requires_grad=True), bias=plain(3)),
    "private": lambda: Holder(_weight=plain(5, 3), _bias=plain(3)),
    "in a list": lambda: Holder(params=[parameter(5, 3), parameter(3)]),
    "in a private list": lambda: Holder(_params=[parameter(5, 3), parameter(3)]),
    "in a tuple": lambda: Holder(params=(plain(5, 3), plain(3))),
    "in a dict": lambda: Holder(params={"bias": plain(3), "weight": plain(5, 3)}),
    "int keys": lambda: Holder(params={0: plain(5, 3), 1: plain(3)}),
    "ParameterList": lambda: Holder(
        params=nn.ParameterList([parameter(3), parameter(5, 3)])
    ),
    "nested lists": lambda: Holder(params=[[parameter(5, 3)], ({"b": parameter(3)},)]),
    "in a child": lambda: Holder(
        inner=Holder(weight=parameter(5, 3), bias=parameter(3))
    ),
    "in a plain child": lambda: Holder(
        inner=[Holder(weight=parameter(5, 3), bias=parameter(3))]
    ),
    "buffers": with_buffers,
    "cyclic": cyclic,
    "shared": shared,
    "beside a buffer": lambda: Holder(
        scale=nn.BatchNorm1d(3, affine=False), weight=parameter(5, 3), bias=parameter(3)
    ),
    "beside integers": lambda: Holder(
        order=torch.arange(15).reshape(5, 3), weight=parameter(5, 3), bias=parameter(3)
    ),
    "beside a constant": lambda: Holder(
        constant=plain(5, 3), w=parameter(5, 3), bias=parameter(3)
    ),
    "double": lambda: Holder(weight=parameter(5, 3).double(), bias=parameter(3)),
}


@pytest.mark.parametrize("how", RIGHT)
def test_both_tensors_are_found_and_filled(how: str) -> None:
    """Other names, order, shapes or places do not keep values from a tensor."""
    module = RIGHT[how]()

    tensors, unfilled = filled(module)

    assert unfilled == []
    assert list(tensors) == ["weight", "bias"]
    weight = tensors["weight"].detach().float()
    weight = weight.T if weight.shape == (3, 5) else weight.reshape(5, 3)
    assert torch.equal(weight, WEIGHT)
    assert torch.equal(tensors["bias"].detach().reshape(3), BIAS)


@pytest.mark.parametrize("how", RIGHT)
def test_the_module_itself_is_filled(how: str) -> None:
    """What is filled are the module's own tensors: no copies, nothing re-bound."""
    module = RIGHT[how]()
    before = {id(item.tensor) for item in tensors_of(module)}

    tensors, _ = filled(module)

    assert {id(tensor) for tensor in tensors.values()} <= before
    assert {id(item.tensor) for item in tensors_of(module)} == before


@pytest.mark.parametrize(
    ("module", "found", "unfilled"),
    [
        (Holder(), [], ["weight", "bias"]),
        (Holder(weight=parameter(5, 3)), ["weight"], ["bias"]),
        (Holder(bias=parameter(3)), ["bias"], ["weight"]),
        (Holder(weight=parameter(5, 3), bias=None), ["weight"], ["bias"]),
        (
            Holder(weight=parameter(4, 4), bias=parameter(3)),
            ["weight", "bias"],
            ["weight"],
        ),
        (Holder(w=parameter(4, 4), bias=parameter(3)), ["bias"], ["w", "weight"]),
        (
            Holder(weight=parameter(5, 3), bias=parameter(3), gain=parameter(7)),
            ["weight", "bias"],
            ["gain"],
        ),
        (
            Holder(weight=parameter(5, 3), bias=parameter(3), gain=plain(7)),
            ["weight", "bias"],
            [],
        ),
        (Holder(weight=torch.ones(5, 3, dtype=torch.int64)), [], ["weight", "bias"]),
        (Holder(weight=[[0.0] * 3] * 5, bias="b"), [], ["weight", "bias"]),
    ],
)
def test_what_cannot_be_filled_is_named(
    module: nn.Module, found: list[str], unfilled: list[str]
) -> None:
    """Missing tensors and parameters too many are reported, by their names."""
    tensors, names = filled(module)

    assert list(tensors) == found
    assert names == unfilled


def test_pairing_alone_changes_nothing() -> None:
    """Without values, tensors are only looked up."""
    weight, bias = parameter(5, 3), parameter(3)

    tensors, unfilled = filled(Holder(w=weight, bias=bias), by=None)

    assert tensors == {"weight": weight, "bias": bias}
    assert unfilled == []
    assert weight.isnan().all()


def test_square_matrices_go_by_name_then_by_order() -> None:
    """Of matrices of one shape, each goes to its name, and the rest in order."""
    layout = tuple(TensorSpec(name=name, shape=(4, 4)) for name in "abc")

    named = pair(layout, tensors_of(Holder(c=parameter(4, 4), a=parameter(4, 4))))
    module = Holder(x=parameter(4, 4), b=parameter(4, 4), z=parameter(4, 4))
    mixed = pair(layout, tensors_of(module))

    assert {name: item.name for name, item in named.items()} == {"a": "a", "c": "c"}
    assert {name: item.name for name, item in mixed.items()} == {
        "a": "x",
        "b": "b",
        "c": "z",
    }


def test_a_square_matrix_is_not_turned() -> None:
    """A square weight cannot be seen to be transposed, and is filled as it stands."""
    weight = parameter(4, 4)
    layout = (TensorSpec(name="weight", shape=(4, 4)),)

    filled(Holder(w=weight), layout)

    assert torch.equal(weight.detach(), values(layout[0]))


def test_parameters_come_before_plain_tensors_and_buffers() -> None:
    """Among tensors of one shape, what is registered as a Parameter is meant."""
    module = Holder(first=plain(3), second=parameter(3))
    module.register_buffer("zeroth", plain(3))

    assert [item.name for item in tensors_of(module)] == ["second", "first", "zeroth"]


def test_each_tensor_is_listed_once_under_its_path() -> None:
    """Names read as `named_parameters` writes them; hooks and non-floats are left."""
    net = nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.Linear(3, 1, bias=False)))
    net.register_forward_hook(lambda *_: None)
    net.again = net[0]
    net.flags = torch.ones(3, dtype=torch.bool)

    assert [item.name for item in tensors_of(net)] == [
        "0.weight",
        "0.bias",
        "1.0.weight",
    ]


def test_a_layout_is_what_the_contract_publishes() -> None:
    """Names and shapes of parameters, then of buffers; a shared parameter once."""
    layer = nn.Linear(2, 2)
    net = nn.Sequential(layer, nn.ReLU(), layer, nn.BatchNorm1d(2))

    assert [(spec.name, spec.shape, spec.buffer) for spec in layout_of(net)] == [
        ("0.weight", (2, 2), False),
        ("0.bias", (2,), False),
        ("3.weight", (2,), False),
        ("3.bias", (2,), False),
        ("3.running_mean", (2,), True),
        ("3.running_var", (2,), True),
    ]


def test_parameters_without_a_shape_yet_are_left_out() -> None:
    """A lazy module has nothing to fill before its first call, and does not break."""
    net = nn.Sequential(nn.LazyLinear(3), nn.Linear(3, 2))

    assert [spec.name for spec in layout_of(net)] == ["1.weight", "1.bias"]
    tensors, unfilled = filled(net, layout_of(net))
    assert list(tensors) == ["1.weight", "1.bias"]
    assert unfilled == []


def test_a_huge_structure_ends() -> None:
    """Only so many containers are looked into."""
    module = Holder(many=[[torch.ones(1)] for _ in range(3 * MAX_VISITED)])

    assert len(tensors_of(module)) <= MAX_VISITED + 1

"""Rules of the seeded source of inputs."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

from grader.probing.draw import Draw
from grader.probing.parameters import layout_of


class Layer(nn.Module):
    """A module with one weight of a given name and shape."""

    def __init__(self, name: str = "weight", shape: tuple[int, ...] = (5, 3)) -> None:
        """Register the weight."""
        super().__init__()
        self.register_parameter(name, nn.Parameter(torch.zeros(shape)))


def test_too_many_different_numbers_are_refused() -> None:
    """There are no five different numbers among four."""
    with pytest.raises(ValueError, match="there are no 5 numbers from 2 to 5"):
        Draw(0).sizes(5, 2, 5)


def test_the_same_seed_draws_the_same() -> None:
    """Student and reference get the same inputs, call by call."""

    def inputs(seed: int) -> list[object]:
        draw = Draw(seed, 1)
        return [
            draw.size(2, 999),
            draw.sizes(3, 2, 999),
            draw.choice(range(999)),
            draw.normal(3).tolist(),
            draw.uniform(3).tolist(),
            draw.integers(3, low=-999, high=999).tolist(),
        ]

    assert inputs(5) == inputs(5)
    assert all(a != b for a, b in zip(inputs(5), inputs(6), strict=True))


def test_the_global_random_state_is_left_alone() -> None:
    """Drawing neither reads nor advances what the student's code draws from."""
    torch.manual_seed(1)
    expected = torch.rand(2)
    torch.manual_seed(1)
    draw = Draw(0)
    draw.normal(5)
    draw.parameters(Layer())

    assert torch.equal(torch.rand(2), expected)
    torch.manual_seed(2)
    assert torch.equal(Draw(0).normal(5), Draw(0).normal(5))


class Functions(TorchFunctionMode):
    """A mode of student code that answers every function with zeros."""

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        """Answer what it likes."""
        return torch.zeros(3)


class Operators(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """A mode of student code that answers every operator with zeros."""

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        """Answer what it likes."""
        return torch.zeros(3)


def test_no_mode_sees_what_is_drawn() -> None:
    """A mode that student code leaves open neither watches nor answers the draws."""
    layer = Layer()
    layouts = [layout_of(layer)]

    def drawn() -> list[object]:
        draw = Draw(5, 1, layouts)
        numbers = [draw.size(2, 99), *draw.sizes(3, 2, 99), draw.choice(range(99))]
        tensors = [draw.normal(3), draw.uniform(3), draw.integers(3)]
        return [*numbers, *tensors, draw.tensors(draw.parameters(layer))["weight"]]

    expected = [torch.as_tensor(value).clone() for value in drawn()]
    with Operators(), Functions():  # type: ignore[no-untyped-call]
        found = drawn()
    assert all(
        torch.equal(torch.as_tensor(value), before)
        for value, before in zip(found, expected, strict=True)
    )


@pytest.mark.parametrize("index", [0, 1])
def test_numbers_stay_in_their_bounds(index: int) -> None:
    """Whole numbers lie within both bounds, and several differ from each other."""
    for seed in range(100):
        draw = Draw(seed, index)
        assert 2 <= draw.size(2, 9) <= (3 if index == 0 else 9)
        sizes = draw.sizes(3, 2, 9)
        assert len(set(sizes)) == 3
        assert all(2 <= size <= (5 if index == 0 else 9) for size in sizes)
        assert set(draw.sizes(4, 2, 5)) == {2, 3, 4, 5}
        integers = draw.integers(200, low=-2, high=2)
        assert set(integers.tolist()) == {-2, -1, 0, 1, 2}
        uniform = draw.uniform(50, low=2, high=4)
        assert uniform.min() >= 2
        assert uniform.max() <= 4
    assert {Draw(seed, index).size(2, 3) for seed in range(30)} == {2, 3}
    assert {Draw(seed, index).choice("ab") for seed in range(30)} == {"a", "b"}


def test_the_first_draw_can_be_followed_by_hand() -> None:
    """Inputs of the first draw have one decimal; later ones have all of theirs."""
    first, later = Draw(3, 0).normal(4, 4), Draw(3, 1).normal(4, 4)

    assert torch.equal(first, (first * 10).round() / 10)
    assert not torch.equal(later, (later * 10).round() / 10)


def test_few_rounded_numbers_are_told_apart() -> None:
    """An exchange of two, or one left out, shows, however the numbers fall."""
    for seed in range(100):
        small, larger = Draw(seed, 0).normal(2, 2), Draw(seed, 0).normal(4, 8)
        for drawn in (small, larger):
            assert len(set(drawn.flatten().tolist())) == drawn.numel()
            assert (drawn != 0).all()


def test_a_double_draws_the_same_numbers() -> None:
    """The float64 run sees the very numbers of the float32 run, inputs and weights."""
    for index in (0, 1):
        single, double = Draw(3, index), Draw(3, index, double=True)
        assert torch.equal(single.normal(9).double(), double.normal(9))
        assert torch.equal(single.uniform(9).double(), double.uniform(9))
        weights = [draw.value_for("w", (7,)) for draw in (single, double)]
        assert torch.equal(weights[0].double(), weights[1])
        assert (single.dtype, double.dtype) == (torch.float32, torch.float64)


def test_dtypes_can_be_chosen() -> None:
    """Inputs are of the default dtype unless the author asks for another."""
    draw = Draw(0, double=True)

    assert draw.normal(1).dtype == torch.float64
    assert draw.normal(1, dtype=torch.float16).dtype == torch.float16
    assert draw.uniform(1, dtype=torch.float32).dtype == torch.float32
    assert draw.integers(1).dtype == torch.int64


def test_values_depend_on_seed_name_and_shape_alone() -> None:
    """A weight's values are the same whatever was drawn before, and secret by seed."""
    draw = Draw(4)
    before = draw.value_for("weight", (5, 3))
    draw.normal(100)

    assert torch.equal(before, draw.value_for("weight", (5, 3)))
    assert not torch.equal(before, draw.value_for("bias", (5, 3)))
    assert not torch.equal(before, Draw(5).value_for("weight", (5, 3)))
    assert draw.value_for("empty", (0, 3)).shape == (0, 3)


def test_values_keep_outputs_in_range() -> None:
    """A product with filled weights neither explodes nor vanishes over layers."""
    draw = Draw(4, 1)
    x = draw.normal(64, 256)
    for index in range(4):
        x = x @ draw.value_for(f"{index}.weight", (256, 256))

    assert 0.1 < float(x.std()) < 10


def test_a_module_is_filled_and_returned() -> None:
    """The student's module gets the reference's values, under the reference's names."""
    reference = Draw(7)
    expected = reference.parameters(Layer())
    student = Draw(7, layouts=reference.layouts)
    module = Layer("w", (3, 5))

    assert student.parameters(module) is module
    weight = module.get_parameter("w")
    assert torch.equal(weight.T, expected.get_parameter("weight"))
    assert dict(student.tensors(module)) == {"weight": weight}
    assert student.unfilled == []


def test_layouts_are_used_call_by_call() -> None:
    """The n-th module is paired with the n-th layout of the reference's run."""
    reference = Draw(7)
    reference.parameters(Layer("a", (2, 2)))
    reference.tensors(Layer("b", (3, 3)))
    reference.parameters(Layer("c", (4, 4)))
    assert [[spec.name for spec in layout] for layout in reference.layouts] == [
        *(["a"], ["b"], ["c"])
    ]

    student = Draw(7, layouts=reference.layouts)
    student.parameters(Layer("x", (2, 2)))
    second = student.tensors(Layer("y", (3, 3)))
    student.parameters(Layer("z", (9, 9)))
    beyond = student.tensors(Layer("own", (1,)))

    assert list(second) == ["b"]
    assert student.unfilled == ["z", "c"]
    assert list(beyond) == ["own"]
    assert student.layouts[:3] == reference.layouts


def test_tensors_of_a_filled_module_need_no_second_layout() -> None:
    """Looking at a module that was filled is no call of its own."""
    draw = Draw(7)
    first, second = Layer(), Layer()
    draw.parameters(first)
    draw.parameters(second)

    assert draw.tensors(first)["weight"] is first.weight
    assert draw.tensors(second)["weight"] is second.weight
    assert len(draw.layouts) == 2


def test_a_new_module_is_not_taken_for_one_that_is_gone() -> None:
    """Modules that live one after the other at one address are told apart."""
    draw = Draw(7)
    for index in range(50):
        draw.parameters(Layer(f"gone{index}"))
        module = Layer(f"new{index}")
        assert draw.tensors(module)[f"new{index}"] is getattr(module, f"new{index}")

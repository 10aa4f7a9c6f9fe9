"""Comparing outcomes names each thing in which they differ."""

from __future__ import annotations

import msgspec
import pytest
import torch

from tests.devices.agreement.comparing import deviations, differences
from tests.devices.agreement.outcome import Outcome, raised, returned
from tests.devices.agreement.program import Program, program, program_named

ONE = returned(torch.tensor([1.0, 2.0]))


def aspects(expected: Outcome, found: Outcome, compares: str = "values") -> list[str]:
    """Return in what two outcomes differ."""
    return [d.aspect for d in differences(expected, found, compares)]  # type: ignore[arg-type]


def moved(outcome: Outcome, device: str) -> Outcome:
    """Return an outcome whose tensors say that they are elsewhere."""
    tensors = [msgspec.structs.replace(t, device=device) for t in outcome.tensors]
    return msgspec.structs.replace(outcome, tensors=tuple(tensors))


@pytest.mark.parametrize(
    ("expected", "found", "aspect"),
    [
        (ONE, raised(RuntimeError("no")), "outcome"),
        (raised(RuntimeError("no")), raised(TypeError("no")), "error type"),
        (raised(RuntimeError("no")), raised(RuntimeError("never")), "error text"),
        (ONE, moved(ONE, "cuda:1"), "devices"),
        (ONE, returned(torch.tensor([1, 2])), "tensors"),
        (ONE, returned(torch.tensor([[1.0, 2.0]])), "tensors"),
        (ONE, returned([torch.tensor([1.0, 2.0])]), "tensors"),
        (ONE, returned(torch.tensor([1.0, 2.1])), "values"),
        (returned([1, "a"]), returned([1, "b"]), "leaves"),
        (returned([1.0]), returned([1]), "leaves"),
        (returned([1.0]), returned([1.1]), "leaves"),
        (returned(float("nan")), returned(1.0), "leaves"),
    ],
)
def test_each_difference_is_named(
    expected: Outcome, found: Outcome, aspect: str
) -> None:
    """Outcome, type and text of errors, devices, form and values are told apart."""
    assert aspects(expected, found) == [aspect]
    assert aspects(expected, expected) == []


def test_last_digits_may_differ() -> None:
    """Floats agree within the tolerance of their dtype; integers must be equal."""
    near = torch.tensor([1.0, 2.0]) * (1 + 1e-6)
    assert aspects(ONE, returned(near)) == []
    assert aspects(returned(1.0), returned(1.0 + 1e-6)) == []

    exact = returned(torch.tensor([1.0, 2.0], dtype=torch.float64))
    assert aspects(exact, returned(near.double())) == ["values"]
    assert aspects(returned(torch.tensor(10**6)), returned(torch.tensor(10**6 + 1)))


def test_places_ignore_values_and_kind_ignores_all_else() -> None:
    """A program says how much of it can be compared."""
    other = returned(torch.tensor([5.0, 6.0]))
    assert aspects(ONE, other, "places") == []
    assert aspects(ONE, moved(other, "cuda:0"), "places") == ["devices"]
    assert aspects(ONE, moved(other, "cuda:0"), "kind") == []
    assert aspects(ONE, raised(ValueError("x")), "kind") == ["outcome"]


@pytest.mark.parametrize(
    ("name", "found", "aspect"),
    [
        ("constant_factories", ONE, "devices"),
        ("constant_factories", raised(RuntimeError("no")), "outcome"),
        ("is_cuda_and_is_cpu", returned([True, True, True, True]), "leaves"),
        ("device_plus_cpu", ONE, "outcome"),
        ("device_plus_cpu", raised(TypeError("no")), "error type"),
        ("device_plus_cpu", raised(RuntimeError("no")), "error text"),
    ],
)
def test_deviations_from_a_declaration_are_named(
    name: str, found: Outcome, aspect: str
) -> None:
    """What is not as a program declares is told by its aspect."""
    assert [d.aspect for d in deviations(program_named(name), found)] == [aspect]


def test_subclasses_of_the_declared_error_are_as_good() -> None:
    """CUDA's errors are subclasses of RuntimeError in newer versions of torch."""

    class AcceleratorError(RuntimeError):
        pass

    made: Program = program_named("to_a_missing_card")
    found = raised(AcceleratorError("CUDA error: invalid device ordinal\nmore"))

    assert deviations(made, found) == []
    assert found.text == "CUDA error: invalid device ordinal"


def test_addresses_are_left_out_of_texts() -> None:
    """What differs from run to run is no part of an outcome."""
    assert raised(ValueError("at 0x7f3a: bad")).text == "at 0x…: bad"


def test_incomplete_declarations_are_refused() -> None:
    """A program needs a docstring, known arguments, a reason and a name of its own."""

    def no_docstring(gpu: str) -> None: ...

    def strange(cat: str) -> None:
        """Ask for what nobody has."""

    def constant_factories(gpu: str) -> None:
        """Take the name of another program."""

    def lonely(other: str) -> None:
        """Ask for a second card, and declare one."""

    with pytest.raises(ValueError, match="it has no docstring"):
        program()(no_docstring)
    with pytest.raises(ValueError, match="an argument is not one of gpu, other"):
        program()(strange)
    with pytest.raises(ValueError, match="another program has this name"):
        program()(constant_factories)
    with pytest.raises(ValueError, match="asks for another device and needs one"):
        program()(lonely)
    with pytest.raises(ValueError, match="say because="):
        program(compares="kind", gpus=2)(lonely)

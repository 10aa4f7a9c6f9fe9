"""Big nets: made without numbers, given few, and compared by sizes."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from grader import where_sizes_agree
from grader.comparing.agreement import Mismatch
from grader.isolation.wire import Frame
from grader.probing.draw import Draw
from grader.probing.observe import Observe
from grader.results import Kind
from tests.observed import array, raised

X = torch.empty(2, 6, device="meta")
AT_THEIRS = Frame("a.py", None, 3)


def observe() -> Observe:
    """Make what probes observe with."""
    return Observe(Draw(1))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_a_net_is_made_without_numbers(dtype: torch.dtype) -> None:
    """A lazy one is what it is once it was called; the dtype is that of the input."""
    net = Draw(1).weightless(lambda: nn.Sequential(nn.LazyLinear(3)), X.to(dtype))

    assert [(x.shape, x.dtype, x.is_meta) for x in net.parameters()] == [
        ((3, 6), dtype, True),
        ((3,), dtype, True),
    ]
    with pytest.raises(TypeError, match="no Module"):
        Draw(1).weightless(lambda: None, X)


def test_few_numbers_are_the_same_whatever_the_names() -> None:
    """Parameters are told by their shapes; each output depends on four inputs."""
    one = Draw(1).weightless(lambda: nn.Sequential(nn.Linear(90, 3)), X)
    other = Draw(1).weightless(lambda: nn.ModuleDict({"a": nn.Linear(90, 3)}), X)
    weight, bias = (x.detach() for x in Draw(1).few_numbers(one).parameters())

    assert all(
        x.equal(y)
        for x, y in zip(
            (weight, bias), Draw(1).few_numbers(other).parameters(), strict=True
        )
    )
    assert weight.count_nonzero(dim=1).tolist() == pytest.approx([4, 4, 4], abs=1)
    ones = Draw(1).few_numbers(
        Draw(1).weightless(lambda: nn.Linear(2, 2), X), lambda zeros: zeros.fill_(1)
    )
    assert all((x == 1).all() for x in ones.parameters())


def test_sizes_are_listed_in_an_order_of_their_own() -> None:
    """Names and order are free; what is seen may be an exception."""
    net = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))

    found = observe().sized(net, lambda net: net(torch.ones(1, 5)))

    assert found["sizes"] == ["1", "1, 3", "3", "3, 2"]
    assert isinstance(found["seen"], RuntimeError)


def test_values_on_the_meta_device_are_no_stub() -> None:
    """What torch calls not implemented there is an error; a stub stays one."""
    net = nn.Linear(6, 2, device="meta")

    found = observe().sized(net, lambda net: net(X).cpu())

    assert type(found["seen"]) is RuntimeError

    def stub(net: nn.Module) -> Tensor:
        raise NotImplementedError("TODO: forward")

    with pytest.raises(NotImplementedError, match="TODO"):
        observe().sized(net, stub)


def compared(sizes: list[str], seen: Any, kind: Kind = Kind.VALUE) -> Mismatch | None:
    """Compare with a net of a row of two."""
    reference = {"sizes": ["2"], "seen": array([1.0])}
    return where_sizes_agree(kind)({"sizes": sizes, "seen": seen}, reference, None)


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([], "nothing to learn"),
        (["3"], "a parameter of shape (3), where (2) is asked for"),
        (["2", "2"], "a parameter of shape (2)"),
    ],
)
def test_other_sizes_are_owed_to_the_check_of_shapes(
    sizes: list[str], message: str
) -> None:
    """Whatever is seen; the check of shapes itself fails of it."""
    for kind in (Kind.VALUE, Kind.SHAPE):
        found = compared(sizes, array([1.0]), kind)
        assert found is not None
        assert (found.message, found.aspect) == (message, Kind.SHAPE)
        assert found.owed == (kind is Kind.VALUE)


@pytest.mark.parametrize(
    ("seen", "aspect", "owed"),
    [
        (array([2.0]), Kind.VALUE, False),
        (array([1.0, 1.0]), Kind.SHAPE, True),
        (raised("RuntimeError", "a and b", AT_THEIRS), Kind.SHAPE, True),
        (raised("RuntimeError", "meta and cpu", AT_THEIRS), Kind.DEVICE, True),
        (raised("AttributeError", "no shape"), Kind.CONTRACT, True),
    ],
)
def test_what_is_seen_is_owed_where_the_net_raises(
    seen: Any, aspect: Kind, owed: bool
) -> None:
    """An exception is told once, wherever one looks."""
    found = compared(["2"], seen)

    assert found is not None
    assert (found.aspect, found.owed) == (aspect, owed)
    assert compared(["2"], array([1.0])) is None

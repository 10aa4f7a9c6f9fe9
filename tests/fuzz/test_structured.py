"""Replies that hypothesis invents: well-formed, and unlike any honest one."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.comparing.agreement import agree
from grader.comparing.distributions import distributions
from grader.comparing.kinds import BY_KIND
from grader.comparing.observation import Room, decode
from grader.comparing.standard import one_value, placements
from grader.errors import AssignmentError, ProtocolError
from grader.isolation import protocol
from grader.isolation.wire import (
    MAX_INT,
    STORAGE,
    Error,
    Frame,
    Items,
    Node,
    Pairs,
    Real,
    Symbol,
    Tensor,
    Thing,
)
from grader.judging.outcomes import DrawOutcome
from tests.fuzz import judging
from tests.fuzz.corpus import CORPUS, Recorded
from tests.fuzz.judging import REFERENCES

ANSWERS = [item for item in CORPUS if isinstance(item.reply, protocol.Ran)]
COMPARISONS = (agree, one_value, placements, *BY_KIND.values())
# The same examples in every run: what fails here fails again.
fixed = settings(derandomize=True, deadline=None, database=None, max_examples=400)

texts = st.text(max_size=30)
ints = st.integers(-MAX_INT, MAX_INT)
numbers = st.floats(allow_nan=True, allow_infinity=True, allow_subnormal=True)
leaves: st.SearchStrategy[Node] = st.one_of(
    st.none() | st.booleans() | ints | texts,
    st.builds(Real, numbers.map(float.hex)),
    st.builds(Symbol, st.sampled_from(["dtype", "device", ""]), texts),
    st.builds(Thing, texts),
    st.builds(
        Tensor,
        st.sampled_from(sorted(STORAGE)),
        st.lists(st.integers(0, 4), max_size=4).map(tuple),
        texts,
        st.booleans(),
    ),
    st.builds(
        Error,
        texts,
        st.lists(texts, max_size=3).map(tuple),
        texts,
        st.lists(
            st.builds(Frame, texts, st.none() | st.integers(0, 9), st.integers(0, 99)),
            max_size=3,
        ).map(tuple),
    ),
)


def _pairs(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.lists(st.tuples(inner, inner), max_size=4).map(
        lambda pairs: Pairs(tuple(a for a, _ in pairs), tuple(b for _, b in pairs))
    )


nodes = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4).map(tuple).map(Items) | _pairs(inner),
    max_leaves=12,
)


def length(node: Node) -> int:
    """Bytes that the tensors of a tree want."""
    match node:
        case Tensor(dtype=dtype, shape=shape):
            return int(np.prod(shape, dtype=int)) * np.dtype(STORAGE[dtype]).itemsize
        case Items(items=items):
            return sum(map(length, items))
        case Pairs(keys=keys, values=values):
            return sum(map(length, (*keys, *values)))
    return 0


def crossed(node: Node, noise: bytes) -> Any:
    """Send a tree over the wire, with these bytes again and again as its tensors."""
    wanted = length(node)
    payload = (noise * (wanted // len(noise) + 1))[:wanted]
    draw = protocol.Draw(value=node)
    frame = protocol.encode_frame(
        protocol.Ran(draws=(draw,), lengths=(wanted,)), payload
    )
    found = judging.read(CORPUS[0], frame)
    assert isinstance(found, tuple)
    return found[0][0].value


@fixed
@given(nodes, nodes, nodes, st.binary(min_size=1, max_size=16))
def test_any_observations_can_be_compared(
    student: Node, reference: Node, twin: Node, noise: bytes
) -> None:
    """No comparison breaks, whatever the two sides are, and whatever the bytes."""
    mine, theirs = crossed(student, noise), crossed(reference, noise[::-1])
    precise = crossed(twin, noise)

    for compare in COMPARISONS:
        # a reference that is not finite has no distribution: its author is told
        refused = (AssignmentError,) if compare is distributions else ()
        for reference_like, twin_like in ((theirs, precise), (mine, theirs)):
            with suppress(*refused):
                compare(mine, reference_like, twin_like)


@fixed
@given(nodes, st.sampled_from(ANSWERS), st.binary(min_size=1, max_size=16))
def test_any_observation_can_be_judged(
    student: Node, recorded: Recorded, noise: bytes
) -> None:
    """From an observation of any kind a report is made, and rendered in every way."""
    value = crossed(student, noise)
    draws, _ = REFERENCES[recorded.frame]
    outcomes = tuple(DrawOutcome(value, raised, (), ()) for raised in (False, True))

    for outcome in outcomes:
        judging.judge(recorded, (outcome,) * len(draws))


def colliding(count: int) -> Pairs:
    """Make a mapping whose keys differ and have one hash."""
    powers = [2.0 ** (61 * step) for step in range(-10, 10)]
    assert len({hash(power) for power in powers}) == 1
    keys = [
        Items((Real(a.hex()), Real(b.hex()), Real(c.hex())))
        for a in powers
        for b in powers
        for c in powers
    ]
    return Pairs(tuple(keys[:count]), (1,) * count)


@pytest.mark.parametrize(("count", "kept"), [(200, 200), (3_000, 257)])
def test_keys_with_equal_hashes_are_kept_in_small_numbers(
    count: int, kept: int
) -> None:
    """A dict of thousands of them would keep the judge busy for the child's sake."""
    assert len(decode(colliding(count), b"", Room())) == kept


def test_a_tree_without_its_bytes_is_refused() -> None:
    """Every tensor wants its bytes, to the last one."""
    node = Items((Tensor("int64", (2,), "cpu", requires_grad=False),) * 2)

    with pytest.raises(ProtocolError, match="larger than the bytes"):
        decode(node, bytes(31))

"""Rules of planting: what is planted changes nothing, and is known by its lines."""

from __future__ import annotations

import ast
import logging

import pytest
import torch

from tests.judging.planting import GUARD, HEAD, LINES, NUMBERS, PLANTED, plant

SOURCE = '''"""Text."""
from __future__ import annotations


def other(X):
    return X


@torch.no_grad
def A(X, K):
    """Text."""
    Y = X + K
    return Y
'''


def test_nothing_is_planted_where_there_is_no_place() -> None:
    """A function without names, or an exercise that is not there, has none."""
    assert plant("def A():\n    return 1\n", "A", "seed") is None
    assert plant(SOURCE, "B", "seed") is None


@pytest.mark.parametrize("seed", ["one", "two", "three", "four"])
def test_what_is_planted_stands_in_the_exercise(seed: str) -> None:
    """Without its lines and the imports before them, the source is what it was."""
    planted = plant(SOURCE, "A", seed)

    assert planted is not None
    assert planted == plant(SOURCE, "A", seed)
    assert len(planted.lines) == PLANTED
    lines = planted.source.splitlines(keepends=True)
    kept = [line for n, line in enumerate(lines, start=1) if n not in planted.lines]
    assert "".join(kept).replace(HEAD, "") == SOURCE
    assert min(planted.lines) > lines.index("def A(X, K):\n") + 1
    ast.parse(planted.source)


@pytest.mark.parametrize(
    "value",
    [
        *(None, 3, "x", [1], torch.ones(()), torch.ones(2, requires_grad=True)),
        *(torch.ones(0), torch.ones(2, dtype=torch.bfloat16), torch.ones(2).bool()),
        *(torch.ones(2, device="meta"), torch.ones(2, dtype=torch.int8)),
    ],
    ids=repr,
)
def test_what_is_planted_raises_nothing(value: object) -> None:
    """Whatever a name stands for, a planted line lets it be."""
    known = {"torch": torch, "logging": logging, "X": value}
    for line in (*LINES, *(GUARD + line for line in NUMBERS)):
        exec(line.format(x="X"), known)  # noqa: S102 - our own

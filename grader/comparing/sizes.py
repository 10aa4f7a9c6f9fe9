"""Say in which way a shape differs from another: a dimension too many, a size less."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

Shape = tuple[int, ...]


def resized(what: str, mine: Shape, theirs: Shape) -> str:
    """Name the difference; empty if the shapes agree.

    Args:
        what: Whose shape it is: "the result", "`weight`".
        mine: What it is.
        theirs: What it should be.
    """
    if mine == theirs:
        return ""
    named = (text for text, holds in _WAYS.items() if holds(mine, theirs))
    return f"{what} {next(named, '') or _longer(mine, theirs)}"


def _without_ones(shape: Shape) -> Shape:
    return tuple(size for size in shape if size != 1)


def _is_inside(short: Shape, long: Shape) -> bool:
    """Whether one is the other with dimensions left out."""
    left = iter(long)
    return all(size in left for size in short)


_WAYS: dict[str, Callable[[Shape, Shape], bool]] = {
    "lacks a dimension of size 1": lambda mine, theirs: (
        len(mine) < len(theirs) and _without_ones(mine) == _without_ones(theirs)
    ),
    "has a dimension of size 1 too many": lambda mine, theirs: (
        len(mine) > len(theirs) and _without_ones(mine) == _without_ones(theirs)
    ),
    "has its sizes in the other order": lambda mine, theirs: mine == theirs[::-1],
    "has its sizes in another order": lambda mine, theirs: (
        sorted(mine) == sorted(theirs)
    ),
    "is one number, where a tensor is asked for": lambda mine, theirs: not mine,
    "holds the right number of elements, in another shape": lambda mine, theirs: (
        len(mine) != len(theirs) and prod(mine) == prod(theirs)
    ),
    "lacks a dimension": lambda mine, theirs: (
        len(mine) == len(theirs) - 1 and _is_inside(mine, theirs)
    ),
    "lacks dimensions": lambda mine, theirs: (
        len(mine) < len(theirs) and _is_inside(mine, theirs)
    ),
    "has a dimension too many": lambda mine, theirs: (
        len(mine) == len(theirs) + 1 and _is_inside(theirs, mine)
    ),
    "has dimensions too many": lambda mine, theirs: (
        len(mine) > len(theirs) and _is_inside(theirs, mine)
    ),
}


def _longer(mine: Shape, theirs: Shape) -> str:
    """Say by how much sizes are off, where that is one number for all of them."""
    if len(mine) != len(theirs):
        return f"has {len(mine)} dimensions, where {len(theirs)} are asked for"
    gaps = [one - other for one, other in zip(mine, theirs, strict=True)]
    wrong = [index for index, gap in enumerate(gaps) if gap]
    if len(wrong) == 1:
        index = wrong[0]
        which = "last" if index == len(mine) - 1 else _ORDINALS.get(index, f"{index}th")
        return f"has {mine[index]} as its {which} size, instead of {theirs[index]}"
    if len(wrong) == len(gaps) and len(set(gaps)) == 1:
        how = "long" if gaps[0] > 0 else "short"
        return f"is too {how} by {abs(gaps[0])} in every dimension"
    return "has other sizes in several dimensions"


_ORDINALS = {0: "first", 1: "second", 2: "third"}

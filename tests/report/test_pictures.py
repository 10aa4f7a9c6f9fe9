"""Rules of the pictures that stand beside numbers."""

from __future__ import annotations

from grader.report.html import render_html
from grader.report.pictures import heat_maps, outlines, overlay
from grader.results import (
    Counterexample,
    Evidence,
    Given,
    Histogram,
    Status,
    TensorView,
    Window,
)
from tests.report import sample


def view(
    *rows: tuple[str, ...], differs: tuple[tuple[bool, ...], ...] = ()
) -> TensorView:
    """Show a matrix."""
    shape = len(rows), len(rows[0])
    return TensorView(shape=shape, dtype="float32", rows=rows, differs=differs)


def shown(tensor: TensorView) -> Evidence:
    """Show nothing but a tensor."""
    return Evidence(text="", tensor=tensor)


MARKS = ((False, True), (False, False))
WANTED = shown(view(("0", "1"), ("2", "4"), differs=MARKS))
FOUND = shown(view(("0", "-4"), ("2", "4"), differs=MARKS))


def test_both_maps_are_drawn_on_one_scale() -> None:
    """Equal numbers are equally dark, the largest is darkest, what differs marked."""
    drawn = heat_maps(WANTED, FOUND)

    assert drawn is not None
    wanted, found = (map.cells for map in drawn)
    assert [cell.differs for cell in found] == [False, True, False, False]
    assert [a.ink == b.ink for a, b in zip(wanted, found, strict=True)] == [
        not cell.differs for cell in found
    ]
    assert max(wanted, key=lambda cell: cell.ink) == wanted[3]
    assert min((*wanted, *found), key=lambda cell: cell.ink) == found[1]


def test_no_map_is_drawn_where_it_would_show_nothing() -> None:
    """Of single rows, other shapes, what is no finite number, and equal numbers."""
    row, flat = shown(view(("1", "2"))), shown(view(("1", "1"), ("1", "1")))
    infinite = shown(view(("1", "inf"), ("2", "4")))
    untrue = shown(view(("True", "False"), ("True", "True")))

    assert heat_maps(row, row) is None
    assert heat_maps(WANTED, row) is None
    assert heat_maps(WANTED, infinite) is None
    assert heat_maps(untrue, untrue) is None
    assert heat_maps(flat, flat) is None
    assert heat_maps(WANTED, None) is None
    assert heat_maps(None, None) is None


def example(row: int, column: int) -> Counterexample:
    """Lay a kernel of one row on an input of two."""
    return Counterexample(
        call="corr2d(X, K)",
        inputs=(
            Given(name="X", summary="", tensor=view(("1", "-2", "3"), ("4", "5", "6"))),
            Given(name="K", summary="", tensor=view(("7", "8"))),
        ),
        window=Window(input="X", kernel="K", row=row, column=column),
    )


def test_a_kernel_lies_where_the_element_comes_from() -> None:
    """Its factors lie on the window; the sum of products is told, with its result."""
    expected = shown(view(("-9", "10"), ("68", "83")))

    drawn = overlay(example(0, 1), expected)

    assert drawn is not None
    factors = {cell.number: cell.factor for cell in drawn.cells if cell.factor}
    assert factors == {"-2": "7", "3": "8"}
    assert drawn.sum == "(-2) \u00d7 7 + 3 \u00d7 8 = 10"
    assert overlay(Counterexample(call="f(X)"), expected) is None


def test_two_distributions_share_an_axis() -> None:
    """Both outlines end on the axis; bins that are not the same are not drawn."""
    one = Histogram(low=-1, high=3, shares=(0.5, 0.25, 0.25, 0))
    other = Histogram(low=-1, high=3, shares=(0, 0, 0, 1))

    drawn = outlines(
        Evidence(text="", histogram=one), Evidence(text="", histogram=other)
    )

    assert drawn is not None
    assert drawn.expected.startswith("M0 96V")
    assert drawn.found.endswith("V4.0H320.0V96Z")
    assert drawn.zero == drawn.width / 4
    shifted = Histogram(low=0, high=3, shares=(1,))
    assert (
        outlines(Evidence(text="", histogram=one), Evidence(text="", histogram=shifted))
        is None
    )


def test_pictures_are_for_eyes_alone() -> None:
    """Each is hidden from screen readers, which have its numbers in tables or words."""
    bins = Histogram(low=-1, high=1, shares=(0.5, 0.5))
    check = sample.check(
        "corr2d.value.x",
        "sums",
        status=Status.FAIL,
        counterexample=example(1, 0),
        expected=Evidence(text="", tensor=WANTED.tensor, histogram=bins),
        found=Evidence(text="", tensor=FOUND.tensor, histogram=bins),
    )

    page = render_html(sample.report(sample.exercise("corr2d", check)))

    drawings = page.split('<svg class="picture')[1:]
    assert len(drawings) == 4
    assert all('aria-hidden="true"' in drawing.split(">")[0] for drawing in drawings)
    assert "4 \u00d7 7 + 5 \u00d7 8 = 2" in page

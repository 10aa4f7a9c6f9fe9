"""A report, and a class, as HTML pages that need nothing but themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.report import wording
from grader.report.class_page import ClassRow, summarise
from grader.report.grid import all_differ, is_marked
from grader.report.pictures import heat_maps, outlines, overlay
from grader.report.student_page import arrange, is_loud
from grader.results import NoReport, Report, Status

__all__ = ["ClassRow", "render_class_html", "render_html", "render_no_report"]

_TEMPLATES = Path(__file__).parent / "templates"


def render_html(report: Report) -> str:
    """Render one graded submission as a self-contained page."""
    template = _environment().get_template("report.html")
    return template.render(report=report, page=arrange(report))


def render_no_report(document: NoReport) -> str:
    """Render why there is no report, as a self-contained page."""
    return _environment().get_template("no_report.html").render(document=document)


def render_class_html(
    rows: Sequence[ClassRow], *, assignment: str, title: str = ""
) -> str:
    """Render a class as a self-contained page, its submissions sorted by id.

    Args:
        rows: The submissions, graded or unreadable.
        assignment: Name of the assignment.
        title: Heading of the page; the assignment's name if it is not given.
    """
    return (
        _environment()
        .get_template("class.html")
        .render(
            summary=summarise(rows), assignment=assignment, title=title or assignment
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        auto_reload=False,
    )
    environment.tests["loud"] = is_loud
    environment.filters.update(
        anchor=_anchor,
        cropped=wording.cropped,
        moment=wording.moment,
        points=wording.points,
        shape=wording.shape,
        spans=_spans,
    )
    environment.globals.update(
        ERROR_NOTE=wording.ERROR_NOTE,
        LABELS=wording.LABELS,
        Status=Status,
        all_differ=all_differ,
        heat_maps=heat_maps,
        is_marked=is_marked,
        outlines=outlines,
        overlay=overlay,
        pair_names=wording.pair_names,
        tally=wording.tally,
        worst=wording.worst,
    )
    return environment


def _finalize(value: object) -> object:
    """Make every value that a template prints visible; escaping comes after.

    Only the output of macros is Markup: no template may call `safe`, and a test
    looks for it.
    """
    return value if isinstance(value, Markup) else wording.visible(str(value))


def _anchor(id: str) -> str:
    """Write the address of the element whose `id` attribute is this."""
    return "#" + quote(wording.visible(id), safe="")


def _spans(text: str) -> list[tuple[bool, str]]:
    """Split a message at its backticks into (is code, text) pieces."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return [(False, text)]
    return [(bool(n % 2), piece) for n, piece in enumerate(pieces) if piece]

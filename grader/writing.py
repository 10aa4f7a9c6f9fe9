"""Reports as files: where they may go, and what is written there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.results import Report


@dataclass(frozen=True)
class Places:
    """Where the reports of a run go; None where nobody asked for one.

    Each attribute is called like its option.
    """

    json: Path | None = None
    html: Path | None = None
    junit: Path | None = None

    def named(self) -> Iterator[tuple[str, Path]]:
        """List the reports that are wanted, by their options."""
        wanted = (("json", self.json), ("html", self.html), ("junit", self.junit))
        return ((option, path) for option, path in wanted if path is not None)


def refuse_places(places: Places, graded: Path | None) -> None:
    """Refuse places for reports, before anything is run.

    Args:
        places: Where reports would go.
        graded: The submission; None for the current folder's.

    Raises:
        UsageError: A report would replace work, or has no folder to go to.
    """
    for option, path in places.named():
        if str(path) == "-":
            raise UsageError("`-` is no file name here", fix="name a file")
        if _is_work(path, graded or Path()):
            raise UsageError(
                "a report would replace what is graded",
                fix=f"name another file: {_example(option, graded)}",
                where=path,
            )
        _refuse_folder(path.parent, path)


def write_reports(report: Report, places: Places) -> None:
    """Write the reports that are wanted.

    Raises:
        UsageError: The system refuses.
    """
    if places.json is not None:
        from grader.results import to_json

        _write(places.json, to_json(report))
    if places.html is not None:
        from grader.report.html import render_html

        _write(places.html, render_html(report).encode())
    if places.junit is not None:
        from grader.report.junit import render_junit

        _write(places.junit, render_junit(report).encode())


@contextmanager
def none_out_of_date(places: Places) -> Iterator[None]:
    """Have the files say so where a run gives no report: an earlier one is none."""
    try:
        yield
    except BaseException as error:
        from grader.report.no_report import describe, render

        document = describe(error)
        for option, path in places.named():
            with suppress(UsageError):  # that there is no report says more
                _write(path, render(option, document))
        raise


def _is_work(path: Path, graded: Path) -> bool:
    """Tell whether a file is, or would become, what somebody graded or wrote.

    No report needs the ending of a source, so that any such file is left alone: it
    may be the reference, or the checks.
    """
    from grader.submission.names import ANSWERS, ARCHIVES, OTHER_ARCHIVES, ending

    real = path.resolve()
    answers = (*ANSWERS, *ARCHIVES, *OTHER_ARCHIVES)
    if path.exists():
        is_source = ending(real.name).endswith((*answers, ".toml"))
        is_graded = os.path.exists(graded) and os.path.samefile(path, graded)
        return is_source or is_graded
    is_inside = real.is_relative_to(graded.resolve())
    return is_inside and ending(real.name).endswith(answers)


def _example(option: str, graded: Path | None) -> str:
    name = f" {graded.name or graded}" if graded is not None else ""
    suffix = "xml" if option == "junit" else option
    return f"grade{name} --{option} report.{suffix}"


def _refuse_folder(folder: Path, path: Path) -> None:
    """Refuse a folder that cannot be made: one level is, but not beside `/usr`."""
    if folder.is_dir():
        return
    if os.path.lexists(folder):
        raise UsageError(
            f"cannot be written: {folder} is no folder",
            fix="name another file",
            where=path,
        )
    above = folder.absolute().parent
    if not above.is_dir() or above == above.parent:
        raise UsageError(
            f"there is no folder {folder}",
            fix="make it first, or name another file",
            where=path,
        )


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=path) from None

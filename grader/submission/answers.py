"""One file of a submission, from its bytes to units of source."""

from __future__ import annotations

import codecs
import hashlib

import msgspec

from grader.errors import SubmissionError
from grader.results import Finding, Location, SubmittedFile
from grader.submission.magics import neutralise
from grader.submission.marimo import read_marimo
from grader.submission.names import ANSWERS, OTHER_ARCHIVES, ending, shown
from grader.submission.notebook import read_cells, refuse_many
from grader.submission.script import read_script
from grader.submission.units import Unit

MAX_SOURCE_BYTES = 5 * 1024 * 1024


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """Where classes and functions are written in what was handed in, and not graded."""

    names: tuple[str, ...]
    where: str


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What one student handed in, ready to be sent to a child.

    `units` run in their order, in one namespace: the last definition wins.
    """

    id: str
    files: tuple[SubmittedFile, ...]
    units: tuple[Unit, ...]
    warnings: tuple[Finding, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def code(self) -> tuple[str, ...]:
        """All that tells its code from other code: outputs of cells are none of it."""
        return tuple(str((u.label, u.cell, u.source)) for u in self.units)


def warning(message: str) -> Finding:
    """Make a warning about the submission as a whole."""
    return Finding(kind="warning", message=message)


def refuse_ending(name: str, label: str, assignment: str) -> None:
    """Refuse a file by its name, before it is opened.

    Raises:
        SubmissionError: It is neither a script nor a notebook.
    """
    suffix = ending(name)
    if suffix in ANSWERS:
        return
    fix = f"hand in {assignment}.py or {assignment}.ipynb"
    if suffix.endswith(OTHER_ARCHIVES):
        fix = f"unpack it, and hand in {assignment}.py, {assignment}.ipynb or a .zip"
    raise SubmissionError(
        f"{shown(suffix)} files cannot be graded"
        if suffix
        else "file name has no ending",
        where=label,
        fix=fix,
    )


def read_answer(data: bytes, name: str, label: str) -> Submission:
    """Read a script or a notebook.

    Args:
        data: Its bytes, at least one above the limit if there are more.
        name: The file's name: its ending says what it is.
        label: Its path as shown to people.

    Raises:
        SubmissionError: There is nothing to grade in it.
    """
    is_notebook = ending(name) == ".ipynb"
    if len(data) > MAX_SOURCE_BYTES:
        raise _too_large(label, is_notebook)
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise SubmissionError(
            "file is empty",
            where=label,
            fix="write your answer in it and save it, then grade again",
        )
    prose: tuple[str, ...] = ()
    if is_notebook:
        units, warnings, prose = read_cells(data, label)
    else:
        units, warnings = _read_as_cells(read_script(data, label))
    file = SubmittedFile(path=label, sha256=hashlib.sha256(data).hexdigest())
    where = "a cell that is not of type Code"
    elsewhere = (Elsewhere(names=prose, where=where),) if prose else ()
    return Submission(
        id=label, files=(file,), units=units, warnings=warnings, elsewhere=elsewhere
    )


def _read_as_cells(script: Unit) -> tuple[tuple[Unit, ...], tuple[Finding, ...]]:
    """Read a script with what a notebook may have left in it, or that is one."""
    if cells := read_marimo(script.source):
        refuse_many(cells, script.label)
        made = (Unit(label=script.label, cell=n, source=text) for n, text in cells)
        return tuple(made), ()
    source, skip = neutralise(script.source, script=True)
    found: tuple[Finding, ...] = ()
    if skip is not None:
        where = Location(file=script.label, line=skip.line)
        found = (Finding(kind="warning", message=skip.message, location=where),)
    return (msgspec.structs.replace(script, source=source),), found


def _too_large(label: str, is_notebook: bool) -> SubmissionError:
    fix = "hand in the source only, without data"
    if is_notebook:
        fix = "clear its outputs (in Jupyter: Edit, Clear Outputs of All Cells), save"
    limit = MAX_SOURCE_BYTES // 1024**2
    return SubmissionError(f"file is larger than {limit} MiB", where=label, fix=fix)

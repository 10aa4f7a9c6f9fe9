"""Code cells of a notebook as plain Python, with the same line numbers."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from grader.errors import SubmissionError
from grader.results import Finding, Location
from grader.submission.document import damaged, parse_document
from grader.submission.magics import neutralise
from grader.submission.units import Unit, decode, newlines, printable, refuse_nul

MAX_CODE_CELLS = 2000
MAX_WARNINGS = 20

_NEWEST_FORMAT = 4

_HALF_PAIR = re.compile(r"[\ud800-\udfff]")
# A definition as students write it, in a cell that is taken for prose. Code in
# Markdown is quoted by three backticks.
_DEFINITION = re.compile(r"^(?:class|def) ([^\W\d]\w*+)[^\n]*:[ \t]*$", re.MULTILINE)
_QUOTED = re.compile(r"^ *```.*?(?:^ *```|\Z)", re.MULTILINE | re.DOTALL)
# Kernels that name themselves but not always their language.
_KERNELS = {"ir": "R", "julia": "Julia", "javascript": "JavaScript", "bash": "Bash"}


def read_cells(
    data: bytes, label: str
) -> tuple[tuple[Unit, ...], tuple[Finding, ...], tuple[str, ...]]:
    """Read the code cells of a notebook, in the order of the file.

    Args:
        data: The bytes of the .ipynb file.
        label: The file's name as shown to people.

    Returns:
        One unit for each code cell, empty ones included; a warning for each cell in
        which something that could matter is not run; and the names that are defined in
        cells which are not code.

    Raises:
        SubmissionError: It is not a notebook, not a Python one, or has no code.
    """
    document = parse_document(decode(data, label), label)
    cells = _code_cells(document, label)
    _refuse_other_languages(document, label)
    units, findings = [], []
    for number, cell in enumerate(cells, start=1):
        source, skip = neutralise(_source(cell, label, number))
        units.append(Unit(label=label, cell=number, source=source))
        if skip is not None:
            where = Location(file=label, line=skip.line, cell=number)
            findings.append(_warning(skip.message, where))
    forgotten = _code_elsewhere(document)
    if forgotten:
        findings.insert(0, _warning(_not_code(forgotten)))
    if not any(unit.source.strip() for unit in units):
        raise SubmissionError(
            "notebook has no code" if units else "notebook has no code cells",
            where=label,
            fix="write your answer in code cells (not Markdown or Raw), and save",
        )
    names = tuple(dict.fromkeys(name for names in forgotten for name in names))
    return tuple(units), _first(findings), names


def _warning(message: str, where: Location | None = None) -> Finding:
    return Finding(kind="warning", message=message, location=where)


def _first(findings: list[Finding]) -> tuple[Finding, ...]:
    more = len(findings) - MAX_WARNINGS
    if more <= 0:
        return tuple(findings)
    rest = _warning(f"{more} more cells hold lines that were not run")
    return (*findings[:MAX_WARNINGS], rest)


# Reading the document ------------------------------------------------------


def _code_cells(document: dict[str, Any], label: str) -> list[dict[str, Any]]:
    version = document.get("nbformat")
    if type(version) is not int or version < 1:
        raise damaged("it does not say its nbformat version", label)
    if version > _NEWEST_FORMAT:
        raise SubmissionError(
            f"notebook format {str(version)[:9]} is too new, 4 is the newest known",
            where=label,
            fix="save it as nbformat 4, or hand in a .py file",
        )
    cells = (
        document.get("cells")
        if version == _NEWEST_FORMAT
        else _upgrade(document, version, label)
    )
    if not isinstance(cells, list) or not all(isinstance(c, dict) for c in cells):
        raise damaged("it has no list of cells", label)
    code = [cell for cell in cells if cell.get("cell_type") == "code"]
    refuse_many(code, label)
    return code


def refuse_many(cells: Sequence[object], label: str) -> None:
    """Refuse a notebook with more cells than anyone writes.

    Raises:
        SubmissionError: It has.
    """
    if len(cells) > MAX_CODE_CELLS:
        raise SubmissionError(
            f"notebook has {len(cells)} code cells, at most {MAX_CODE_CELLS} are read",
            where=label,
            fix="hand in only the cells that belong to the assignment",
        )


def _upgrade(document: dict[str, Any], version: int, label: str) -> object:
    """Bring a notebook of format 1, 2 or 3 to format 4.

    Only the code goes in: outputs are the larger part, and nothing reads them.
    Format 4 needs no change, so almost nobody waits for nbformat (0.12 s).
    """
    import nbformat
    import nbformat.reader

    read: Callable[[str], Any] = nbformat.reader.reads
    convert: Callable[[Any, int], Any] = nbformat.convert
    try:
        cells = _old_cells(document, version)
        refuse_many(cells, label)
        body = {"cells": cells} if version == 1 else {"worksheets": [{"cells": cells}]}
        head = {"nbformat": version, "nbformat_minor": 0, "metadata": {}}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of the ids that it makes up
            return convert(read(json.dumps(head | body)), _NEWEST_FORMAT)["cells"]
    except (SubmissionError, MemoryError):
        raise
    except Exception:  # whatever it is, this document provoked it
        problem = f"its format {version} cannot be brought to format 4"
        raise damaged(problem, label) from None


def _old_cells(document: dict[str, Any], version: int) -> list[dict[str, Any]]:
    sheets = [document] if version == 1 else document["worksheets"]
    field = "code" if version == 1 else "input"
    return [
        {"cell_type": "code", "language": "python", "outputs": [], field: cell[field]}
        for sheet in sheets
        for cell in sheet["cells"]
        if cell["cell_type"] == "code"
    ]


def _code_elsewhere(document: dict[str, Any]) -> list[list[str]]:
    """Name what cells define that are not code cells, and look as if they should be."""
    cells = document.get("cells")
    found = [
        _DEFINITION.findall(_prose(cell))
        for cell in (cells if isinstance(cells, list) else ())
        if cell.get("cell_type") != "code"
    ]
    return [names for names in found if names]


def _not_code(found: list[list[str]]) -> str:
    if len(found) == 1:
        return "a cell that is not of type Code defines something, and was not run"
    return f"{len(found)} cells that are not of type Code define something: not run"


def _prose(cell: dict[str, Any]) -> str:
    """Return the text of a cell without quoted code; '' if there is none."""
    text = cell.get("source")
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        text = "".join(text)
    return _QUOTED.sub("", newlines(text)) if isinstance(text, str) else ""


def _refuse_other_languages(document: dict[str, Any], label: str) -> None:
    language = printable(_language(document))[:30]
    if not language.lower().startswith(("python", "ipython")):
        raise SubmissionError(
            f"notebook is written in {language}, not Python",
            where=label,
            fix="choose a Python kernel (in Jupyter: Kernel, Change kernel), and save",
        )


def _language(document: dict[str, Any]) -> str:
    metadata = _mapping(document.get("metadata"))
    kernel = _mapping(metadata.get("kernelspec"))
    info = _mapping(metadata.get("language_info"))
    for language in (kernel.get("language"), info.get("name")):
        if isinstance(language, str) and language.strip():
            return language.strip()
    # conda and venv kernels carry any name: only known others are refused
    name = str(kernel.get("name", "")).lower()
    return _KERNELS.get(name.partition("-")[0], "python")


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _source(cell: dict[str, Any], label: str, number: int) -> str:
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(part, str) for part in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise damaged("a code cell has no text", f"{label}, cell {number}")
    source = newlines(source)
    refuse_nul(source, label, number)
    # JSON can escape half a surrogate pair; it could not be sent to a child
    return _HALF_PAIR.sub("\ufffd", source)

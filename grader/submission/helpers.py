"""Helper files: what lies beside an answer, and is imported by it.

They belong to the answer where the folder is one student's: a folder or an archive that
was handed in, or the folder around a file that is called after the assignment. In it,
only files are read that a line of the answer imports by name, and none of a name that
the grader, Python or torch has.
"""

from __future__ import annotations

import hashlib
import keyword
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from grader.errors import SubmissionError
from grader.results import Finding, SubmittedFile
from grader.submission.answers import Submission, warning
from grader.submission.names import ending, is_our_own, shown, stem
from grader.submission.script import read_script
from grader.submission.units import Unit

MAX_HELPERS = 20
MAX_HELPER_BYTES = 1024 * 1024  # of all together

_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+([^\n#]*)", re.MULTILINE)
_TAKEN = sys.stdlib_module_names | {"grader", "numpy", "submission", "torch"}


class _Folder(Protocol):
    def names(self) -> dict[str, bool]: ...

    def label(self, name: str) -> str: ...

    def read(self, name: str) -> bytes: ...


def with_helpers(answer: Submission, folder: _Folder) -> Submission:
    """Add the helper files that an answer imports from its folder.

    One that cannot be read is no reason to refuse the answer: a warning says why.
    """
    if not any(map(_imported, _sources(answer.units))):
        return answer
    try:
        beside = _modules(folder)
    except SubmissionError:  # a folder with too much in it
        return answer
    own = {file.path for file in answer.files}
    beside = {m: name for m, name in beside.items() if folder.label(name) not in own}
    found: dict[str, Unit] = {}
    files: list[SubmittedFile] = []
    warnings: list[Finding] = []
    sources, left = _sources(answer.units), MAX_HELPER_BYTES
    for source in sources:  # it grows: helpers import helpers
        for module in sorted(_imported(source) & beside.keys()):
            name = beside.pop(module)
            label = folder.label(name)
            try:
                data = folder.read(name)
                if len(found) == MAX_HELPERS or len(data) > left:
                    raise SubmissionError("there is too much beside the answer already")
                unit = msgspec.structs.replace(read_script(data, label), module=module)
            except SubmissionError as error:
                warnings.append(warning(f"{label} is not used: {error.problem}"))
                continue
            left -= len(data)
            found[module] = unit
            sources.append(unit.source)
            digest = hashlib.sha256(data).hexdigest()
            files.append(SubmittedFile(path=label, sha256=digest))
    return msgspec.structs.replace(
        answer,
        # first, so that of two definitions of a name the answer's own is the last
        units=(*found.values(), *answer.units),
        files=(*answer.files, *files),
        warnings=(*answer.warnings, *warnings),
    )


def _sources(units: Sequence[Unit]) -> list[str]:
    return [unit.source for unit in units]


def _modules(folder: _Folder) -> dict[str, str]:
    """Map the modules that files of a folder would be to their names."""
    return dict(_named(folder.names()))


def _named(names: dict[str, bool]) -> Iterator[tuple[str, str]]:
    for name, is_folder in names.items():
        module = _normal(stem(name))
        if (
            not is_folder
            and ending(name) == ".py"
            and not is_our_own(name)
            and shown(name) == name
            and _may_be_module(module)
        ):
            yield module, name


def _imported(source: str) -> set[str]:
    """Words of the lines that import something, but for names that are taken."""
    words = _normal(" ".join(_IMPORT.findall(source)))
    return {name for name in re.findall(r"\w+", words) if _may_be_module(name)}


def _may_be_module(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and name not in _TAKEN


def _normal(name: str) -> str:
    """Spell a name as Python does: macOS writes names of files in another way."""
    return unicodedata.normalize("NFKC", name)

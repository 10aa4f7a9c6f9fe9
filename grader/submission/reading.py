"""What a student handed in: one .py file, one notebook, or a folder with either.

The files are hostile: they are opened so that nothing can block, read up to a
limit, and never run or parsed here.

A folder may hold `layers.py` and `layers.ipynb`, because both are handed out.
The one with fewer parts still unwritten (`raise NotImplementedError`) is graded;
if that is equal, `layers.py`, unless both are written: then the student must say
which one counts. Whenever both are there, a warning says what was graded. Times
of change are not used: a git checkout or an unpacked zip invents them.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import re
import stat
import tokenize
from itertools import islice
from pathlib import Path

import msgspec

from grader.errors import SubmissionError
from grader.results import Finding, Location, SourceLine, SubmittedFile
from grader.submission.notebook import read_cells
from grader.submission.units import Unit, decode, printable

__all__ = [
    "MAX_SOURCE_BYTES",
    "Submission",
    "Unit",
    "excerpt",
    "read_submission",
]

MAX_SOURCE_BYTES = 5 * 1024 * 1024
MAX_FOLDER_ENTRIES = 2000
MAX_EXCERPT_CHARACTERS = 200

_SUFFIXES = (".py", ".ipynb")
_NOT_ANSWERS = re.compile(
    r"\..*|__.*|(?:checks|conftest|setup|test_.*|.*_test)\.py",
    re.IGNORECASE | re.DOTALL,
)
_ENCODINGS = frozenset(
    {"ascii", "utf-8", "utf-8-sig", "cp1252"}
    | {f"iso8859-{part}" for part in range(1, 17)}
)
_UNWRITTEN = re.compile(r"^[ \t]*raise NotImplementedError\b", re.MULTILINE)
# Absent on Windows, where such files cannot be made this easily.
_OPEN_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0)
    for name in ("O_NONBLOCK", "O_NOCTTY", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY")
)


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What one student handed in, ready to be sent to a child.

    `units` run in their order, in one namespace: the last definition wins.
    """

    id: str
    files: tuple[SubmittedFile, ...]
    units: tuple[Unit, ...]
    warnings: tuple[Finding, ...] = ()


def read_submission(
    path: Path,
    *,
    assignment: str,
    submission_id: str | None = None,
    allow_link: bool = True,
) -> Submission:
    """Read a .py file, a notebook, or the one answer in a folder.

    Args:
        path: The file or folder.
        assignment: Name of the assignment, and so of the file to look for.
        submission_id: Who handed it in; by default the name of the file
            without its ending, or of the folder.
        allow_link: Whether `path` itself may be a symbolic link. Say no where
            students made it: it could lead to the solution. Files in a folder
            never may leave that folder.

    Raises:
        SubmissionError: Nothing can be graded. Says where, and what to do.
    """
    shown = printable(str(path))
    is_folder = stat.S_ISDIR(_mode(path, shown))
    if path.is_symlink() and not allow_link:
        raise _link("links cannot be handed in", shown)
    if is_folder:
        answer = _read_folder(path, assignment)
        name = path.resolve().name
    else:
        answer = _read_file(path, None, assignment)
        name = path.stem
    if submission_id is None:
        submission_id = printable(name) or assignment
    return msgspec.structs.replace(answer, id=submission_id)


def excerpt(
    submission: Submission, label: str, cell: int | None, line: int, context: int = 2
) -> tuple[SourceLine, ...]:
    """Return the lines around a line, safe to show; none if there is no such line."""
    for unit in submission.units:
        if (unit.label, unit.cell) == (label, cell):
            lines = unit.source.split("\n")
            break
    else:
        return ()
    if not 1 <= line <= len(lines):
        return ()
    if line < len(lines) and not lines[-1]:
        lines.pop()  # nothing follows the last line feed
    first = max(1, line - context)
    return tuple(
        SourceLine(line=number, text=_shown_line(text))
        for number, text in enumerate(lines[first - 1 : line + context], start=first)
    )


def _shown_line(text: str) -> str:
    # cut before anything else: a line may have millions of characters
    text = printable(text[: MAX_EXCERPT_CHARACTERS + 1].expandtabs(4))
    if len(text) > MAX_EXCERPT_CHARACTERS:
        return text[: MAX_EXCERPT_CHARACTERS - 1] + "…"
    return text.rstrip()


# Folders ---------------------------------------------------------------------


def _read_folder(folder: Path, assignment: str) -> Submission:
    entries = _entries(folder)
    # links, pipes and devices with the right name stay: they are refused later
    candidates = [n for n, is_dir in entries.items() if not is_dir and _may_hold(n)]
    chosen = [n for n in candidates if _stem(n) == assignment.lower()] or candidates
    if not chosen:
        raise _nothing(folder, entries, assignment)
    by_suffix = {Path(name).suffix.lower(): name for name in chosen}
    if len(chosen) == len(by_suffix) == 2 and len(set(map(_stem, chosen))) == 1:
        return _read_pair(folder, by_suffix[".py"], by_suffix[".ipynb"], assignment)
    if len(chosen) > 1:
        raise SubmissionError(
            f"{len(chosen)} files could be the answer: {_listing(chosen)}",
            where=printable(str(folder)),
            fix=f"name yours {assignment}.py or {assignment}.ipynb, or grade it by "
            f"name: grade {printable(chosen[0])}",
        )
    return _read_file(folder / chosen[0], folder, assignment)


def _entries(folder: Path) -> dict[str, bool]:
    """List the names in a folder, and whether each is itself a folder."""
    shown = printable(str(folder))
    try:
        with os.scandir(folder) as entries:
            found = {
                entry.name: entry.is_dir(follow_symlinks=False)
                for entry in islice(entries, MAX_FOLDER_ENTRIES + 1)
            }
    except OSError as exc:
        raise _unreadable(exc, shown) from None
    if len(found) > MAX_FOLDER_ENTRIES:
        raise SubmissionError(
            f"folder holds more than {MAX_FOLDER_ENTRIES} files",
            where=shown,
            fix="give the file to grade, not the folder",
        )
    return dict(sorted(found.items()))


def _may_hold(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return suffix in _SUFFIXES and not _NOT_ANSWERS.fullmatch(name)


def _stem(name: str) -> str:
    return Path(name).stem.lower()


def _nothing(
    folder: Path, entries: dict[str, bool], assignment: str
) -> SubmissionError:
    others = [f"{n}/" if d else n for n, d in entries.items() if n[0] != "."]
    problem = "no .py or .ipynb file to grade in this folder"
    return SubmissionError(
        f"{problem}, only {_listing(others)}" if others else problem,
        where=printable(str(folder)),
        fix=f"put your {assignment}.py or {assignment}.ipynb in it",
    )


def _listing(names: list[str]) -> str:
    shown = [printable(name) for name in names[:6]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _read_pair(folder: Path, script: str, notebook: str, assignment: str) -> Submission:
    """Choose between a script and a notebook of the same name."""
    readable: dict[str, Submission] = {}
    problems: list[SubmissionError] = []
    for name in (script, notebook):
        try:
            readable[name] = _read_file(folder / name, folder, assignment)
        except SubmissionError as exc:
            problems.append(exc)
    if not readable:
        raise problems[0]
    unwritten = {name: _count_unwritten(found) for name, found in readable.items()}
    if list(unwritten.values()) == [0, 0]:
        raise SubmissionError(
            f"{printable(script)} and {printable(notebook)} are both written",
            where=printable(str(folder)),
            fix=f"keep the one that counts, or grade it by name: "
            f"grade {printable(script)}",
        )
    name = min(unwritten, key=lambda name: unwritten[name])
    other = notebook if name == script else script
    if other not in readable:
        reason = f"{printable(other)} cannot be read: {problems[0].problem}"
    elif unwritten[name] < unwritten[other]:
        reason = f"{printable(other)} has more parts not written yet"
    else:
        reason = f"to grade the other, run: grade {printable(other)}"
    answer = readable[name]
    message = f"{printable(name)} was graded: {reason}"
    warning = Finding(kind="warning", message=message)
    return msgspec.structs.replace(answer, warnings=(warning, *answer.warnings))


def _count_unwritten(submission: Submission) -> int:
    return sum(len(_UNWRITTEN.findall(unit.source)) for unit in submission.units)


# Files -----------------------------------------------------------------------


def _read_file(path: Path, inside: Path | None, assignment: str) -> Submission:
    label = printable(path.name)
    _refuse_suffix(path, label, assignment)
    data = _read_bytes(path, inside, label)
    is_notebook = path.suffix.lower() == ".ipynb"
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise SubmissionError(
            "file is empty",
            where=label,
            fix="write your answer in it and save it, then grade again",
        )
    if is_notebook:
        units, warnings = read_cells(data, label)
    else:
        units, warnings = (_read_script(data, label),), ()
    file = SubmittedFile(path=label, sha256=hashlib.sha256(data).hexdigest())
    return Submission(id=label, files=(file,), units=units, warnings=warnings)


def _refuse_suffix(path: Path, label: str, assignment: str) -> None:
    suffix = printable(path.suffix.lower())
    if suffix in _SUFFIXES:
        return
    fix = f"hand in {assignment}.py or {assignment}.ipynb"
    if suffix in {".zip", ".tar", ".gz", ".tgz", ".7z", ".rar"}:
        fix = "unpack it, and grade the file or the folder in it"
    raise SubmissionError(
        f"{suffix} files cannot be graded" if suffix else "file name has no ending",
        where=label,
        fix=fix,
    )


def _read_script(data: bytes, label: str) -> Unit:
    text = decode(data, label, _encoding(data, label))
    if text.lstrip().startswith("{") and '"nbformat"' in text:
        raise SubmissionError(
            "this is a notebook with the name of a Python file",
            where=label,
            fix=f"rename it to {Path(label).stem}.ipynb",
        )
    return Unit(label=label, cell=None, source=text)


def _encoding(data: bytes, label: str) -> str:
    """Find the declared encoding (PEP 263) without trusting it.

    Encodings such as utf-7 or unicode_escape can hide code from whoever reads
    the file, so only plain ones are used.
    """
    try:
        declared, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        name = codecs.lookup(declared).name
    except (SyntaxError, LookupError, ValueError):
        decode(data, label)  # says so if the first lines are not UTF-8
        problem = "the encoding it declares is unknown, or not its own"
    else:
        if name in _ENCODINGS:
            return name
        problem = f"encoding {printable(declared)[:40]} is not accepted"
    cookie = 1 if b"coding" in data.partition(b"\n")[0] else 2
    raise SubmissionError(
        problem,
        where=str(Location(file=label, line=cookie)),
        fix="save the file as UTF-8, and delete the line that says `coding`",
    )


def _read_bytes(path: Path, inside: Path | None, label: str) -> bytes:
    """Read a regular file up to the limit, without ever waiting for one."""
    _refuse_special(_mode(path, label), label)
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as exc:
        raise _unreadable(exc, label) from None
    if inside is not None and not real.is_relative_to(inside.resolve()):
        raise _link("link leads out of the submission", label)
    try:
        # the file may have been exchanged since: no link, no pipe, no device
        with os.fdopen(os.open(real, _OPEN_FLAGS), "rb") as file:
            _refuse_special(os.fstat(file.fileno()).st_mode, label)
            data = file.read(MAX_SOURCE_BYTES + 1)
    except OSError as exc:
        raise _unreadable(exc, label) from None
    if len(data) > MAX_SOURCE_BYTES:
        raise _too_large(path, label)
    return data


def _too_large(path: Path, label: str) -> SubmissionError:
    fix = "hand in the source only, without data"
    if path.suffix.lower() == ".ipynb":
        fix = "clear its outputs (in Jupyter: Edit, Clear Outputs of All Cells), save"
    limit = MAX_SOURCE_BYTES // 1024**2
    return SubmissionError(f"file is larger than {limit} MiB", where=label, fix=fix)


def _mode(path: Path, shown: str) -> int:
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            raise _link("link leads to a file that does not exist", shown) from None
        raise SubmissionError(
            "no such file or folder",
            where=shown,
            fix="check the spelling, and the folder that you are in",
        ) from None
    except (OSError, ValueError) as exc:
        raise _unreadable(exc, shown) from None


def _refuse_special(mode: int, label: str) -> None:
    if stat.S_ISREG(mode):
        return
    kinds = {
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
        stat.S_IFDIR: "a folder",
    }
    kind = kinds.get(stat.S_IFMT(mode), "a special file")
    raise SubmissionError(
        f"this is {kind}, not a file",
        where=label,
        fix="give a .py file, a .ipynb file, or a folder that holds one",
    )


def _link(problem: str, shown: str) -> SubmissionError:
    fix = "hand in the file itself, not a link"
    return SubmissionError(problem, where=shown, fix=fix)


def _unreadable(exc: Exception, shown: str) -> SubmissionError:
    reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
    return SubmissionError(
        f"cannot be read: {printable(reason).lower()}",
        where=shown,
        fix="check its name and its permissions",
    )

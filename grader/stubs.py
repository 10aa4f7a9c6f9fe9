"""Make what students fill in from a reference solution.

The reference is ordinary Python in which comments mark what a student must write:

    def forward(self, X: Tensor) -> Tensor:
        # BEGIN SOLUTION: compute the outputs
        return F.relu(X @ self.weight + self.bias)
        # END SOLUTION

In the stub, such a region becomes one `raise NotImplementedError`, whose message
is the text behind the colon, or the name of the function where there is none. The
reference is trusted, but its author errs: a marker that is forgotten would hand
out the solution, so everything doubtful is refused.
"""

from __future__ import annotations

import ast
import io
import itertools
import json
import os
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode, v4, writes

from grader.errors import AssignmentError
from grader.settings import SETTINGS, read_settings

_MARKER = re.compile(r"# (BEGIN|END) SOLUTION(?:: (\S.*))?")
_LOOKALIKE = re.compile(r"#+\s*(begin|end)[\s_-]*solution", re.IGNORECASE)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Statements of one block; the qualified name of the function or class around it;
# whether that is a function.
_Block = tuple[Sequence[ast.stmt], str, bool]
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def make_stub(
    reference_source: str, *, path: str | Path = "the reference solution"
) -> str:
    """Replace the marked regions of a reference solution by exceptions.

    Args:
        reference_source: Text of the reference solution.
        path: Where it came from, for messages.

    Raises:
        AssignmentError: The reference is no Python, has no marked region, or one
            that is unbalanced, nested, empty, not indented like its code, outside
            a function, or that cuts a statement in two.
    """
    lines = reference_source.split("\n")
    for region in reversed(_regions(reference_source, path)):
        message = json.dumps(f"TODO: {region.task}", ensure_ascii=False)
        lines[region.first - 1 : region.last] = [
            f"{' ' * region.column}raise NotImplementedError({message})"
        ]
        try:
            ast.parse("\n".join(lines))
        except SyntaxError as error:
            raise _refusal(path, region.first, "cut") from error
    return "\n".join(lines)


def make_notebook(stub_source: str, *, title: str, assignment: str) -> str:
    """Spread a stub over the cells of a notebook, as JSON of nbformat 4.5.

    The same stub always gives the same bytes: cell ids come from the exercises.

    Args:
        stub_source: What `make_stub` returned.
        title: Headline of the notebook.
        assignment: Name of the assignment, and of the notebook's file.
    """
    imports, tasks = _split(stub_source)
    cells = [_markdown("title", _instructions(title, assignment))]
    if imports:
        cells.append(_code("imports", imports))
    for name, summary, source in tasks:
        cells.append(_markdown(f"{name}-task", f"## `{name}`\n\n{summary}".rstrip()))
        cells.append(_code(name, source))
    cells.append(_code("grade", f"!grade {assignment}.ipynb"))
    notebook = v4.new_notebook(cells=cells, metadata=_METADATA)  # type: ignore[no-untyped-call]
    # Pinned, so that a newer nbformat writes the same bytes.
    notebook.nbformat_minor = 5
    text: str = writes(notebook, version=4)  # type: ignore[no-untyped-call]
    return text.rstrip("\n") + "\n"


def write_stubs(assignment_dir: Path, reference: Path) -> list[Path]:
    """Write the stub and the notebook of an assignment where they are not up to date.

    Only an author who asks for it gets here. What is replaced may be somebody's
    work, so it is kept beside the new file, as `<name>.bak`.

    Args:
        assignment_dir: Folder of the assignment, with its `assignment.toml`.
        reference: The reference solution.

    Returns:
        The files written; none if all were up to date.

    Raises:
        AssignmentError: See `make_stub`; or `assignment.toml` is broken, or names
            an exercise that has no marked region.
    """
    written = []
    for path, text in _stale(assignment_dir, reference).items():
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            path.rename(_unused(path))
        os.replace(fresh, path)
        written.append(path)
    return written


def stale_stubs(assignment_dir: Path, reference: Path) -> list[Path]:
    """Return the stub and notebook files that are missing or not up to date.

    Raises:
        AssignmentError: As `write_stubs` does.
    """
    return list(_stale(assignment_dir, reference))


def is_stub(path: Path, assignment_dir: Path, reference: Path) -> bool:
    """Whether a file is as it was handed out.

    Raises:
        AssignmentError: As `write_stubs` does.
    """
    text = _texts(assignment_dir, reference).get(path)
    return text is not None and path.read_bytes() == text.encode()


def _stale(assignment_dir: Path, reference: Path) -> dict[Path, str]:
    """Return the files that are not up to date, with what should be in them."""
    return {
        path: text
        for path, text in _texts(assignment_dir, reference).items()
        if not path.is_file() or path.read_bytes() != text.encode()
    }


def _texts(assignment_dir: Path, reference: Path) -> dict[Path, str]:
    """Return what students get: each file, with what is in it."""
    settings, source = read_settings(assignment_dir), _read(reference)
    marked = {region.owner.partition(".")[0] for region in _regions(source, reference)}
    for exercise in settings.exercise:
        if exercise.name not in marked:
            raise AssignmentError(
                f"exercise {exercise.name!r} has no marked region in {reference.name}",
                fix=f"mark what students write, or remove it from {SETTINGS}",
                where=assignment_dir / SETTINGS,
            )
    stub = make_stub(source, path=reference)
    about = settings.assignment
    notebook = make_notebook(stub, title=about.title, assignment=about.name)
    return {
        assignment_dir / f"{about.name}.py": stub,
        assignment_dir / f"{about.name}.ipynb": notebook,
    }


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(
            f"the file cannot be read: {error}",
            fix="put a UTF-8 text there that can be read",
            where=path,
        ) from error


def _unused(path: Path) -> Path:
    """Name a backup that does not exist yet."""
    names = (f"{path.name}.bak{number or ''}" for number in itertools.count())
    return next(
        path.with_name(name) for name in names if not (path.parent / name).exists()
    )


# Marked regions

_REFUSALS = {
    "syntax": ("this is no Python", "mend the syntax"),
    "lookalike": (
        "this is nearly a marker, but not quite",
        "write # BEGIN SOLUTION, # BEGIN SOLUTION: task, or # END SOLUTION",
    ),
    "shared line": ("a marker shares its line with code", "give it its own line"),
    "nested": ("a marked region begins inside another", "end the outer one first"),
    "no begin": ("END SOLUTION without a BEGIN", "add BEGIN SOLUTION, or remove it"),
    "no end": ("BEGIN SOLUTION without an END", "add END SOLUTION, or remove it"),
    "column 0": ("a marked region without indentation", "mark bodies of functions"),
    "outside": ("a marked region outside a function", "mark bodies of functions"),
    "cut": ("a marked region cuts a statement in two", "mark whole statements"),
    "empty": ("a marked region without a statement", "mark what students write"),
    "indentation": (
        "the markers are not indented like the code between them",
        "indent both markers like the code between them",
    ),
}


@dataclass(frozen=True)
class _Marker:
    """A marker comment; `column` counts from 0."""

    line: int
    column: int
    opens: bool
    task: str


@dataclass(frozen=True)
class _Region:
    """The lines from one marker to the other, both included."""

    first: int
    last: int
    column: int
    task: str
    owner: str  # qualified name of the function that the region is in


def _refusal(path: str | Path, line: int, reason: str) -> AssignmentError:
    problem, fix = _REFUSALS[reason]
    return AssignmentError(problem, fix=fix, where=f"{path}:{line}")


def _regions(source: str, path: str | Path) -> list[_Region]:
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise _refusal(path, error.lineno or 1, "syntax") from error
    regions: list[_Region] = []
    opened: _Marker | None = None
    for marker in _markers(source, path):
        if opened and marker.opens:
            raise _refusal(path, marker.line, "nested")
        if opened:
            regions.append(_region(tree, opened, marker, path))
        elif not marker.opens:
            raise _refusal(path, marker.line, "no begin")
        opened = marker if marker.opens else None
    if opened:
        raise _refusal(path, opened.line, "no end")
    if not regions:
        raise AssignmentError(
            "no marked region, so the stub would hand out the whole solution",
            fix="put # BEGIN SOLUTION and # END SOLUTION around what students write",
            where=path,
        )
    return regions


def _markers(source: str, path: str | Path) -> Iterator[_Marker]:
    """Yield the marker comments; what stands in a string is no comment."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        line, column = token.start
        match = _MARKER.fullmatch(token.string.rstrip())
        if match and token.line[:column].strip():
            raise _refusal(path, line, "shared line")
        if match:
            yield _Marker(line, column, match[1] == "BEGIN", match[2] or "")
        elif _LOOKALIKE.match(token.string):
            raise _refusal(path, line, "lookalike")


def _region(
    tree: ast.Module, begin: _Marker, end: _Marker, path: str | Path
) -> _Region:
    """Make a region of two markers, unless a `raise` cannot take its place."""
    statements, owner, in_function = _marked_block(tree, begin, end)
    columns = {end.column, *(node.col_offset for node in statements)}
    # A statement that begins inside the region and ends behind it.
    cut = any(
        begin.line < node.lineno < end.line < (node.end_lineno or 0)
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
    )
    reasons = {
        "column 0": begin.column == 0,
        "cut": cut,
        "empty": not statements,
        "indentation": columns != {begin.column},
        "outside": not in_function,
    }
    for reason, applies in reasons.items():
        if applies:
            raise _refusal(path, begin.line, reason)
    task = begin.task or f"write {owner}"
    return _Region(begin.line, end.line, begin.column, task, owner)


def _marked_block(tree: ast.Module, begin: _Marker, end: _Marker) -> _Block:
    """Return the outermost statements between two markers."""
    for statements, owner, in_function in _blocks(tree):
        marked = [
            node
            for node in statements
            if begin.line < node.lineno and (node.end_lineno or 0) < end.line
        ]
        if marked:
            return marked, owner, in_function
    return (), "", False


def _blocks(
    node: ast.AST, owner: str = "", *, in_function: bool = False
) -> Iterator[_Block]:
    """Yield every block of statements, outer ones first."""
    if isinstance(node, _DEFINITIONS):
        owner = f"{owner}.{node.name}".lstrip(".")
        in_function = not isinstance(node, ast.ClassDef)
    children = list(ast.iter_child_nodes(node))
    statements = [child for child in children if isinstance(child, ast.stmt)]
    if statements:
        yield statements, owner, in_function
    for child in children:
        yield from _blocks(child, owner, in_function=in_function)


# Notebooks


def _split(stub_source: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Split a stub into its imports and its exercises.

    What stands between two exercises goes with the second one, and what stands
    behind the last goes with that.

    Returns:
        The imports; and of each exercise its name, the first line of its
        docstring, and its source.
    """
    tree = ast.parse(stub_source)
    lines = stub_source.split("\n")
    start = 0
    if ast.get_docstring(tree) is not None:
        start = tree.body.pop(0).end_lineno or 0
    imports: list[str] = []
    tasks: list[tuple[str, str, list[str]]] = []
    for node in tree.body:
        here = lines[start : node.end_lineno]
        if isinstance(node, _DEFINITIONS) and not node.name.startswith("_"):
            summary = (ast.get_docstring(node) or "").partition("\n")[0]
            tasks.append((node.name, summary, here))
        elif isinstance(node, ast.Import | ast.ImportFrom) and not tasks:
            imports += here
        else:
            continue
        start = node.end_lineno or start
    if tasks:
        tasks[-1][2].extend(lines[start:])
    return _cell(imports), [(name, about, _cell(own)) for name, about, own in tasks]


def _cell(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")


def _instructions(title: str, assignment: str) -> str:
    return (
        f"# {title}\n\n"
        "Replace each `raise NotImplementedError(...)` by your own code, and save "
        "the notebook.\n"
        f"Then run the last cell, or `grade {assignment}.ipynb` in a terminal."
    )


def _markdown(name: str, source: str) -> NotebookNode:
    cell: NotebookNode = v4.new_markdown_cell(source, id=name)  # type: ignore[no-untyped-call]
    return cell


def _code(name: str, source: str) -> NotebookNode:
    cell: NotebookNode = v4.new_code_cell(source, id=name)  # type: ignore[no-untyped-call]
    return cell

"""Add to files of Python, which may not be there yet."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.errors import AssignmentError, UsageError


def extended(
    path: Path, head: str, needed: str, addition: str, defines: str = ""
) -> str:
    """Add to a file, or begin one with a docstring.

    Args:
        path: The file.
        head: What a new one begins with.
        needed: An import that the addition needs; what of it is missing is put in.
        addition: What comes behind all else.
        defines: A name that the addition defines.

    Raises:
        UsageError: The name is taken.
        AssignmentError: What is there cannot be added to.
    """
    source = read(path) if path.exists() else head
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise AssignmentError(
            f"this is no Python: {error.msg}",
            fix="mend the syntax",
            where=f"{path}:{error.lineno or 1}",
        ) from error
    bound = set(_bound(tree))
    if defines in bound:
        raise UsageError(f"{defines!r} is defined already", where=path)
    begins, word, names = needed.rpartition("import ")
    if missing := [name for name in names.split(", ") if name not in bound]:
        source = _with_import(source, tree, begins + word + ", ".join(missing))
    return source.rstrip("\n") + "\n" + addition


def _bound(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a file's statements bind by import or definition."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (
                (alias.asname or alias.name).split(".")[0] for alias in node.names
            )
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name


def _with_import(source: str, tree: ast.Module, line: str) -> str:
    """Put an import behind the last one, else behind the docstring."""
    imports = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    docstring = tree.body[:1] if ast.get_docstring(tree) is not None else []
    last = (imports or docstring)[-1:]
    at = last[0].end_lineno or 0 if last else 0
    lines = source.split("\n")
    lines[at:at] = [line] if imports or not last else ["", line]
    return "\n".join(lines)


def read(path: Path) -> str:
    """Read a text, to which lines can be added.

    Raises:
        AssignmentError: It cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"cannot be read: {error}", where=path) from None
    return text if text.endswith("\n") else f"{text}\n"

"""The layout of the package: imports run one way."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grader

PACKAGE = Path(grader.__file__).parent


def rooms() -> dict[str, set[str]]:
    """Map each room (a folder, or a module beside them) to the rooms it imports."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        found.setdefault(room, set()).update(imported(path) - {room})
    return {room: targets & set(found) for room, targets in found.items()}


def imported(path: Path) -> set[str]:
    """Rooms that a file imports, at its top or anywhere inside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {name.split(".")[0] for node in ast.walk(tree) for name in names(node)}


def names(node: ast.AST) -> Iterator[str]:
    """Names below `grader` that an import statement reads."""
    if isinstance(node, ast.ImportFrom) and node.module == "grader":
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader."):
        yield (node.module or "").removeprefix("grader.")


def packages(path: Path) -> set[str]:
    """Packages that a file imports, at its top or anywhere inside."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def test_imports_between_rooms_run_one_way() -> None:
    """No room imports, directly or not, a room that imports it."""
    order = list(TopologicalSorter(rooms()).static_order())

    assert order.index("errors") < order.index("judging") < order.index("cli")


def test_the_judge_imports_no_torch() -> None:
    """Nothing that the judge imports imports torch: it costs a second."""
    with_torch = {"child", "probing", "devices"}

    for room in ("judging", "comparing", "isolation", "submission", "report", "cli"):
        for path in [*PACKAGE.glob(f"{room}/**/*.py"), *PACKAGE.glob(f"{room}.py")]:
            assert "torch" not in packages(path), path
            assert not imported(path) & with_torch, path


def test_the_oldest_dependencies_are_those_that_are_allowed() -> None:
    """What is tried as the oldest is what pyproject.toml begins with, but for torch."""
    root = PACKAGE.parent
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    allowed = dict(
        requirement.partition(";")[0].split(">=")
        for requirement in project["dependencies"]
    )
    lines = (root / "constraints-oldest.txt").read_text().splitlines()
    tried = dict(line.split("==") for line in lines if not line.startswith("#"))

    assert tried.keys() == allowed.keys()
    for name in allowed.keys() - {"torch"}:
        assert f"{tried[name]}.".startswith(f"{allowed[name]}."), name

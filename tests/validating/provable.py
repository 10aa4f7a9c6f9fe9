"""The small course with all that a proof needs, in which tests then break something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.stubs import write_stubs
from grader.validating.proof import Proof
from tests import course

SEED = 20260101
Prove = Callable[..., Proof]


def marked(source: str) -> str:
    """Mark what students write, so that stubs can be made of it."""
    lines = []
    for line in source.splitlines():
        mark = line.startswith(
            ("        self.weight =", "        return", "    return")
        )
        indent = line[: len(line) - len(line.lstrip())]
        before, after = f"{indent}# BEGIN SOLUTION", f"{indent}# END SOLUTION"
        lines += [before, line, after] if mark else [line]
    return "\n".join(lines) + "\n"


REFERENCE = marked(course.RIGHT)
WRONG = {
    "scale_function": (
        "Scale",
        "contract.can_be_called",
        "def Scale(width):\n    return lambda X: X\n",
    ),
    "scale_adds": ("Scale", "value.times_weight", course.WRONG),
    "scale_renamed": (
        "Scale",
        "naming.weight_only",
        course.RIGHT.replace("self.weight", "self.w"),
    ),
    "total_number": (
        "total",
        "contract.can_be_called",
        course.RIGHT.replace("X.sum()", "X.sum().item()"),
    ),
    "total_mean": (
        "total",
        "value.sums_everything",
        course.RIGHT.replace("X.sum()", "X.mean()"),
    ),
}
RIGHTS = {"scale_plain": "Scale", "total_plain": "total"}
FILES = 3 + len(WRONG) + len(RIGHTS)  # with the reference, and two stubs


def labelled(exercise: str, loses: str, source: str) -> str:
    """Put a header before a solution."""
    return (
        f"# exercise: {exercise}\n" + (f"# loses: {loses}\n" if loses else "") + source
    )


def write_provable(
    root: Path, *, checks: str = course.CHECKS, reference: str = REFERENCE
) -> Path:
    """Write a course in which nothing is wrong; return the assignment's folder."""
    folder = course.write_course(root, checks=checks, reference=reference)
    for name, parts in WRONG.items():
        put(folder, f"wrong/{name}.py", labelled(*parts))
    for name, exercise in RIGHTS.items():
        put(folder, f"right/{name}.py", labelled(exercise, "", course.RIGHT))
    write_stubs(folder, root / "reference" / f"{course.NAME}.py")
    return folder


def put(folder: Path, name: str, source: str | bytes) -> None:
    """Write a file of the assignment."""
    (folder / name).parent.mkdir(exist_ok=True)
    data = source if isinstance(source, bytes) else source.encode()
    (folder / name).write_bytes(data)


def texts(proof: Proof, folder: Path) -> list[str]:
    """Problems as they are shown, with paths from the course's root."""
    root = f"{folder.parent.parent}/"
    return [f"{p.where}: {p.text}".replace(root, "") for p in proof.problems]

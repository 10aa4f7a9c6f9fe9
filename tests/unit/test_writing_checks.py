"""The page on writing checks lists what there is, and its walk leads to a proof."""

from __future__ import annotations

import inspect
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader.checks import DRAWS, check
from grader.declarations import Declaration
from grader.isolation.limits import Limits
from grader.judging.comparison import comparison_of
from grader.probing.draw import Draw
from grader.probing.files import Files
from grader.probing.observe import Observe
from grader.probing.places import Gpus, Machine
from grader.properties import PROPERTIES, STANDARD, Property
from grader.results import Kind
from tests.pages import ROOT, grade, table

WRITING = ROOT / "docs" / "writing-checks.md"

# A step of the walk: a file to write, and how; or, without a path, what to type.
_STEP = re.compile(
    r"^(?:`([\w./]+)`(?:, ([a-z ]+))?\n\n)?```(\w+)\n(.*?)^```$", re.M | re.DOTALL
)


# Tables


@pytest.mark.parametrize(
    ("offered", "cls", "also"),
    [
        ("draw", Draw, []),
        ("observe", Observe, []),
        ("gpus", Gpus, ["gpus(count)"]),
        ("files", Files, []),
    ],
)
def test_writing_checks_lists_every_call(
    offered: str, cls: type, also: list[str]
) -> None:
    """What probes are offered is listed with its parameters and defaults."""
    shown = [row[0].strip("`") for row in table(WRITING, f"`{offered}`")]

    of_machines = [name for name in shown if name.startswith("machine.")]
    assert shown == [*also, *calls(offered, cls), *of_machines]


def test_writing_checks_lists_what_a_machine_offers() -> None:
    """All public attributes of a machine are in the table."""
    shown = [row[0].strip("`") for row in table(WRITING, "`gpus`")]

    names = {*inspect.get_annotations(Machine), *vars(Machine)}
    public = {f"machine.{name}" for name in names if not name.startswith("_")}
    assert {name for name in shown if name.startswith("machine.")} == public


def calls(offered: str, cls: type) -> Iterator[str]:
    """Write the public methods of a class without their annotations."""
    for name, method in vars(cls).items():
        if name.startswith("_") or not inspect.isfunction(method):
            continue
        _, *given = inspect.signature(method).parameters.values()
        bare = [parameter.replace(annotation=parameter.empty) for parameter in given]
        yield f"{offered}.{name}{inspect.Signature(bare)}"


def test_writing_checks_lists_every_kind() -> None:
    """Default comparisons and numbers of draws are those of the code."""
    shown = [(row[0], row[1], row[3]) for row in table(WRITING, "Kinds")]

    assert shown == [
        (f"`{kind}`", f"`{compared_by(kind)}`", str(DRAWS.get(kind, 1)))
        for kind in Kind
    ]


def compared_by(kind: Kind) -> str:
    """Name the comparison that a check of one's own gets by default."""

    def probe(Symbol: object) -> object:
        """A probe."""
        return Symbol

    return getattr(comparison_of(check(kind)(probe)), "__name__", "")


def test_writing_checks_lists_every_check_of_a_declaration() -> None:
    """Names and hints are those that a declaration gives."""
    own = {name: about for name, about in PROPERTIES.items() if not about.titles}

    shown = [row[:3] for row in table(WRITING, "Declarations")]

    assert shown == [
        [f"`{name}{'=' * (name == 'contract')}`", named(about), about.hint or "none"]
        for name, about in own.items()
    ]


def test_writing_checks_lists_every_standard_check() -> None:
    """Names, titles and hints are those of the code, of modules and of functions."""
    shown = [row[:4] for row in table(WRITING, "Standard checks")]

    assert shown == [
        [
            f"`{name}`",
            named(about),
            " ".join(about.titles.values()),
            about.hint or "none",
        ]
        for name, about in ((name, PROPERTIES[name]) for name in STANDARD["module"])
    ]
    assert set(STANDARD["function"]) <= set(STANDARD["module"])


def named(about: Property) -> str:
    """Write kind and name of a check, as headers of wrong solutions do."""
    return f"`{about.kind}.{about.name}`"


def test_writing_checks_shows_every_method_of_a_declaration() -> None:
    """What can be called on a declaration is in a table, or shown at work."""
    text = WRITING.read_text(encoding="utf-8")
    listed = {row[0].strip("`") for row in table(WRITING, "Declarations")}
    listed |= {row[0].strip("`") for row in table(WRITING, "Standard checks")}
    public = [name for name in vars(Declaration) if not name.startswith("_")]
    assert len(public) > len(STANDARD["module"])

    unseen = [n for n in public if n not in listed and f".{n}(" not in text]

    assert unseen == ["has", "standard_checks"]  # what the grader itself calls


def test_writing_checks_lists_every_limit() -> None:
    """Names and defaults of limits are those of the code."""
    shown = [(row[0], row[1]) for row in table(WRITING, "Limits")]

    defaults = msgspec.structs.asdict(Limits())
    assert shown == [(f"`{name}`", str(value)) for name, value in defaults.items()]


# The walk


@pytest.mark.rest
@pytest.mark.sandbox
@pytest.mark.skipif(sys.platform != "linux", reason="shows confined runs")
def test_writing_checks_walks_to_a_course_that_is_proved(tmp_path: Path) -> None:
    """Who follows the page finds the files that it shows, and reads what it shows."""
    walk = WRITING.read_text(encoding="utf-8").partition("\n## Declarations\n")[0]
    steps = _STEP.findall(walk)
    assert steps[-1][2] == "console"  # it ends with a proof

    for path, how, language, body in steps:
        if path:
            write(tmp_path / "course" / path, how, body)
        elif language == "console":
            follow(body, tmp_path)


def write(path: Path, how: str, body: str) -> None:
    """Write a file of the walk as its line says: whole, unless it says more."""
    if how == "as written":
        assert path.read_text(encoding="utf-8") == body
        return
    assert how in ("", "at the end")
    before = path.read_text(encoding="utf-8") if how else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before + body, encoding="utf-8")


def follow(typed: str, folder: Path) -> None:
    """Run what is typed in a course, and compare what is printed with what is shown.

    A line with an ellipsis alone stands for any number of lines.
    """
    course = folder / "course"
    course.mkdir(exist_ok=True)
    for part in re.split(r"(?m)^\$ ", typed)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        name, _, rest = command.partition(" ")
        if name == "grade":
            done = grade(*shlex.split(rest), cwd=course, cache=folder / "cache")
            assert done.stderr == ""
            printed = [line.rstrip() for line in done.stdout.splitlines()]
        else:
            subprocess.run(command, shell=True, cwd=course, check=True)
            printed = []
        assert re.fullmatch(pattern_of(shown), "".join(f"{x}\n" for x in printed))


def pattern_of(shown: list[str]) -> str:
    """Write lines that a page shows as a pattern of what is printed."""
    whole = ["(?:.*\n)*" if line == "…" else f"{re.escape(line)}\n" for line in shown]
    return re.sub(r"seed\\ \d+", r"seed \\d+", "".join(whole))

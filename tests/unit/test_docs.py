"""What the documentation says of files, options, types and tables is true."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest

from grader import cli, results, usage
from grader.commands import shared
from grader.isolation.confinement import MINIMUM, Layer
from grader.results import Kind, Report, Status
from tests.pages import ROOT, grade, table

PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")]
)
SCHEMA = ROOT / "docs" / "result-schema.md"
SECURITY = ROOT / "docs" / "security-model.md"
README = ROOT / "README.md"

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#\s]*)(?:#([\w-]+))?\)")
_TREES = "assignments|benchmarks|docs|examples|grader|reference|tests"
_PATH = re.compile(rf"(?<![\w./-])(?:(?:{_TREES})/[\w./-]*|\.ci/run)")
_BEGUN = re.compile(r"grade new (\w+)/")
_OTHER_OPTIONS = {
    "--submission", "--grade-seed", "--grade-isolation", "-k", "-v", "--junitxml",
    "--tier", "-m", "--lf",
}  # fmt: skip

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="shows confined runs")


def assert_no_page(problems: Callable[[Path], Iterator[str]]) -> None:
    """Assert that something is so on no page; name all pages where it is."""
    found = {page.relative_to(ROOT).as_posix(): [*problems(page)] for page in PAGES}

    assert {page: said for page, said in found.items() if said} == {}


# Files and commands


def test_docs_link_to_files_and_headings_that_exist() -> None:
    """A link leads to a file here, and to a heading of it where it names one."""
    assert_no_page(broken_links)


def broken_links(page: Path) -> Iterator[str]:
    """Yield links of a page that lead nowhere."""
    for target, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (anchor and anchor not in set(anchors(path))):
            yield f"{target}#{anchor}"


def anchors(page: Path) -> Iterator[str]:
    """Yield the anchors of a page's headings, as web views of Markdown make them."""
    for heading in re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE):
        yield re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_docs_name_files_that_exist() -> None:
    """A path into the project, in code or text, is a file or folder of it."""
    assert_no_page(missing_files)


def missing_files(page: Path) -> Iterator[str]:
    """Yield paths on a page that neither the project nor what it begins has."""
    text = page.read_text(encoding="utf-8")
    begun = [
        place
        for name in _BEGUN.findall(text)
        for place in (f"assignments/{name}/", f"reference/{name}.py")
    ]
    for path in _PATH.findall(text):
        of_course = path.startswith(tuple(begun))
        if not of_course and not (ROOT / path.rstrip(".")).exists():
            yield path


def test_docs_name_options_that_exist() -> None:
    """Every option shown belongs to the command that it is shown with."""
    assert_no_page(unknown_options)


def unknown_options(page: Path) -> Iterator[str]:
    """Yield commands and options on a page that the command line does not know."""
    text = page.read_text(encoding="utf-8")
    for command in commands(text):
        name, *rest = command or [""]
        known = options(name if name in cli.cli.commands else usage.DEFAULT_COMMAND)
        used = {word.partition("=")[0] for word in (name, *rest) if word[:1] == "-"}
        if not used <= known:
            yield shlex.join(command)
    everywhere = _OTHER_OPTIONS.union(*map(options, cli.cli.commands))
    for span in _SPAN.findall(_FENCE.sub("", text)):
        if re.match(r"--?[a-z]", span) and span.split()[0] not in everywhere:
            yield span


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words behind `grade` in every command shown."""
    lines = [line for _, body in _FENCE.findall(text) for line in body.splitlines()]
    for line in [*lines, *_SPAN.findall(_FENCE.sub("", text))]:
        for part in line.split("&&"):
            found = re.match(r"\s*(?:\$ )?(?:\.venv/bin/)?grade(?= |$)(.*)", part)
            if found:
                yield shlex.split(found[1], comments=True)


def options(name: str) -> set[str]:
    """Name the options of a command."""
    command = cli.cli.commands[name]
    given = {opt for param in command.params for opt in param.opts}
    return given | {"--help", "-h", "--version"}


def test_docs_name_every_command_and_option() -> None:
    """What the command line offers is explained somewhere."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name, command in cli.cli.commands.items():
        assert name == usage.DEFAULT_COMMAND or f"grade {name}" in text
        for param in command.params:
            if isinstance(param, click.Option):
                assert any(re.search(rf"(?<!\w){o}\b", text) for o in param.opts), (
                    param.opts
                )


def test_readme_and_ci_install_and_test_by_the_same_command() -> None:
    """CI runs the README's second command, to the letter, with steps in between."""
    lines = section_commands("Try it")

    assert len(lines) == 2
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    places = [ci.find(f" {part}\n") for part in lines[1].split(" && ")]
    assert -1 not in places
    assert places == sorted(places)
    assert lines[1] in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def section_commands(heading: str) -> list[str]:
    """Return the shell lines of a section of the README."""
    text = README.read_text(encoding="utf-8").partition(f"## {heading}\n")[2]
    return [
        body.strip()
        for language, body in _FENCE.findall(text.partition("\n## ")[0])
        if language == "sh"
    ]


def test_decisions_bear_their_number() -> None:
    """The number in a decision's title is the one in its file name."""
    titles = {p.stem: p.read_text("utf-8") for p in ROOT.glob("docs/decisions/*.md")}

    assert [
        n for n, text in titles.items() if not text.startswith(f"# {n[:4]}. ")
    ] == []


# Tables


def records() -> list[type[msgspec.Struct]]:
    """List the types of the report document."""
    return [
        value
        for value in vars(results).values()
        if isinstance(value, type)
        and issubclass(value, msgspec.Struct)
        and value.__module__ == results.__name__
        and not value.__name__.startswith("_")
    ]


def described(type_: msgspec.inspect.Type) -> tuple[str, str]:
    """Write a type as the page does: its name, and whether it may be null."""
    match type_:
        case msgspec.inspect.UnionType(types=types):
            (inner,) = (t for t in types if not isinstance(t, msgspec.inspect.NoneType))
            return described(inner)[0], "yes"
        case msgspec.inspect.StructType(cls=cls) | msgspec.inspect.EnumType(cls=cls):
            return f"`{cls.__name__}`", "no"
        case msgspec.inspect.VarTupleType(item_type=item):
            return f"array of {described(item)[0]}", "no"
        case msgspec.inspect.TupleType(item_types=items):
            return f"array of {len(items)} {described(items[0])[0]}", "no"
    names: dict[type[Any], str] = {
        msgspec.inspect.StrType: "string",
        msgspec.inspect.IntType: "integer",
        msgspec.inspect.FloatType: "number",
        msgspec.inspect.BoolType: "boolean",
    }
    return names[type(type_)], "no"


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_schema_page_lists_every_field(record: type[msgspec.Struct]) -> None:
    """Names, order, types and nullability are those of grader/results.py."""
    info = msgspec.inspect.type_info(record)
    assert isinstance(info, msgspec.inspect.StructType)
    expected = [[f"`{field.name}`", *described(field.type)] for field in info.fields]

    rows = table(SCHEMA, f"`{record.__name__}`")

    assert [row[:3] for row in rows] == expected
    assert all(row[3] for row in rows)


@pytest.mark.parametrize("enum", [Kind, Status])
def test_schema_page_lists_every_value(enum: type[Kind | Status]) -> None:
    """Kinds and statuses are those of grader/results.py, in their order."""
    rows = table(SCHEMA, f"`{enum.__name__}`")

    assert [row[0] for row in rows] == [f"`{value}`" for value in enum]


def test_schema_page_shows_a_valid_document() -> None:
    """The example can be read by `from_json`, and has no other fields than it shows."""
    (example,) = [
        body
        for language, body in _FENCE.findall(SCHEMA.read_text(encoding="utf-8"))
        if language == "json"
    ]

    report = results.from_json(example.encode())

    assert isinstance(report, Report)
    written = msgspec.json.decode(results.to_json(report))
    assert msgspec.json.decode(example) == written


def test_security_model_counts_every_attack() -> None:
    """The figures are those of the attacks that there are."""
    folders = ("forging", "reaching", "exhaustion", "confusion")
    counts = [
        len(list((ROOT / "tests/attacks" / name).glob("*.py"))) for name in folders
    ]

    rows = table(SECURITY, "How it is tested")

    assert [int(row[1]) for row in rows] == [*counts, sum(counts)]
    assert all(row[1] == row[2] == row[3] for row in rows)


def test_no_placeholder_is_left() -> None:
    """What was to be filled in later has been."""
    for path in (ROOT / "README.md", *ROOT.glob("docs/**/*.md")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if re.fullmatch("[A-Z]+_[A-Z_]+", line)] == []


def test_security_model_lists_every_layer() -> None:
    """Layers, and the minimum among them, are those of the code."""
    shown = [row[0] for row in table(SECURITY, "Layers")]

    assert shown == [f"`{layer}`" for layer in Layer]
    (minimum,) = re.findall(r"The minimum for a class is (.*?)\.", SECURITY.read_text())
    assert set(_SPAN.findall(minimum)) == set(MINIMUM)


# What runs look like


@pytest.mark.sandbox
@on_linux
def test_readme_shows_what_grade_prints(tmp_path: Path) -> None:
    """The excerpt is the beginning and the end of a real run."""
    text = README.read_text(encoding="utf-8")
    command, *shown = (
        text.partition("```console\n$ ")[2].partition("\n```")[0].split("\n")
    )
    _, submission, *others = shlex.split(command)
    cut = shown.index("…")

    done = grade(str(ROOT / submission), *others, cwd=tmp_path)

    printed = re.sub(r"seed \d+", "seed", done.stdout).splitlines()
    expected = [re.sub(r"seed \d+", "seed", line) for line in shown]
    assert printed[:cut] == expected[:cut]
    assert printed[cut - len(shown) + 1 :] == expected[cut + 1 :]
    assert done.returncode == shared.NOT_PASSED

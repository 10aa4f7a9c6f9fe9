"""Rules of reading assignments: authors and users read what to mend, and where."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.checks import MANY_CAUSES
from grader.course import known_assignments
from grader.errors import AssignmentError, GraderError, UsageError, suggestion
from grader.results import Kind
from tests.course import CHECKS, NAME, RIGHT, SETTINGS, write_course

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = '''

@check("contract")
def can_be_called(Scale):
    """Title."""
'''


@pytest.fixture(autouse=True)
def _torch_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back whatever stands for torch; checks are imported without it."""
    monkeypatch.setitem(sys.modules, "torch", sys)


def refusal(act: Callable[[], object], kind: type[GraderError]) -> GraderError:
    """Return the error that an action ends in."""
    with pytest.raises(kind, match=r".") as caught:
        act()
    return caught.value


# --- settings -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("[assignment", "Expected ']' at the end of a table declaration"),
        ("", "missing required field `assignment`"),
        ("[assignment]\nname = 'shapes'\ntitle = ''", "missing required field `exerc"),
        (SETTINGS.replace('title = "Shapes"', ""), "missing required field `title`"),
        (SETTINGS + "points = 3\n", "unknown field `points` - at `$.exercise[1]`"),
        (SETTINGS.replace('"Shapes"', "3"), "Expected `str`, got `int`"),
        (
            SETTINGS.replace(
                'title = "Shapes"', 'title = "Shapes"\npackages = ["d2k"]'
            ),
            "packages names 'd2k', for which nothing can stand in",
        ),
        (SETTINGS + 'hints = ["Which?", " "]\n', "a hint of total is empty"),
        (SETTINGS + "[limits]\ncpu_s = 'x'", "limits.cpu_s = 'x' is not a"),
        (
            SETTINGS.replace('"shapes"', '"other"'),
            "the assignment is called 'other' in a folder called 'shapes'",
        ),
    ],
)
def test_settings_that_are_wrong_are_refused(
    tmp_path: Path, settings: str, problem: str
) -> None:
    """The author reads the key, the problem and the file."""
    folder = write_course(tmp_path, settings=settings)

    error = refusal(lambda: load_assignment(folder), AssignmentError)

    assert problem in error.problem
    assert error.where == str(folder / "assignment.toml")
    assert error.fix


def test_packages_that_stand_in_are_named(tmp_path: Path) -> None:
    """What is offered is said to who misspells it."""
    wrong = SETTINGS.replace('title = "Shapes"', 'title = "Shapes"\npackages = ["d2k"]')
    folder = write_course(tmp_path, settings=wrong)

    error = refusal(lambda: load_assignment(folder), AssignmentError)

    assert error.fix == "use 'd2l', or install the package"


def test_an_unknown_kind_of_exercise_is_refused_with_its_line(tmp_path: Path) -> None:
    """The author reads which kinds there are."""
    settings = SETTINGS.replace('"function"', '"object"')
    folder = write_course(tmp_path, settings=settings)

    error = refusal(lambda: load_assignment(folder), AssignmentError)

    line = settings.splitlines().index('kind = "object"') + 1
    assert str(error) == (
        f"{folder / 'assignment.toml'}:{line}: an exercise cannot be of kind 'object'\n"
        "  fix: use module or function or class"
    )


def test_a_folder_without_settings_is_no_assignment(tmp_path: Path) -> None:
    """A missing file is named with its path."""
    error = refusal(lambda: load_assignment(tmp_path), AssignmentError)

    assert "cannot be read" in error.problem
    assert error.where == str(tmp_path / "assignment.toml")


def test_settings_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    """Another encoding is said, not guessed at."""
    folder = write_course(tmp_path)
    (folder / "assignment.toml").write_bytes(SETTINGS.encode("utf-16"))

    error = refusal(lambda: load_assignment(folder), AssignmentError)

    assert "codec can't decode" in error.problem


def test_an_assignment_knows_its_files(tmp_path: Path) -> None:
    """Name, exercises, limits, checks and reference follow from the folder."""
    folder = write_course(tmp_path, settings=SETTINGS + "[limits]\ncpu_s = 7\n")

    found = load_assignment(folder)

    assert found.name == NAME
    assert [(each.name, each.kind) for each in found.exercises] == [
        ("Scale", "module"),
        ("total", "function"),
    ]
    assert found.settings.limits.cpu_s == 7
    assert found.checks_source == CHECKS
    assert found.reference_source == RIGHT
    assert found.reference_path == tmp_path / "reference" / "shapes.py"


# --- checks and reference -------------------------------------------------------------


@pytest.mark.parametrize(
    ("checks", "problem", "line", "fix"),
    [
        (
            CHECKS.replace("weight_only(Scale,", "weight_only(Scales,"),
            "check 'weight_only' is of 'Scales', which is no exercise",
            19,
            "use 'Scale' as its first parameter, or add the exercise",
        ),
        (
            CHECKS + CONTRACT,
            "two checks are called 'Scale.contract.can_be_called'",
            37,
            "rename one",
        ),
        (
            "from grader import check\n" + CONTRACT,
            "exercise 'total' has no contract check",
            0,
            "write one",
        ),
        ("", "exercise 'Scale' has no contract check", 0, "write one"),
        ("\n1 / 0", "the checks cannot be imported: ZeroDivisionError", 2, "traceback"),
    ],
)
def test_checks_that_do_not_fit_are_refused(
    tmp_path: Path, checks: str, problem: str, line: int, fix: str
) -> None:
    """The author reads which check, on which line, and what to do about it."""
    folder = write_course(tmp_path, checks=checks)

    error = refusal(lambda: load_assignment(folder).checks, AssignmentError)

    path = folder / "checks.py"
    assert error.problem.startswith(problem)
    assert fix in error.fix
    assert error.where == (f"{path}:{line}" if line else str(path))


def test_missing_files_are_named(tmp_path: Path) -> None:
    """Checks and reference are read when they are needed, and missed by name."""
    folder = write_course(tmp_path)
    (folder / "checks.py").unlink()
    (tmp_path / "reference" / "shapes.py").unlink()
    found = load_assignment(folder)

    checks = refusal(lambda: found.checks, AssignmentError)
    reference = refusal(lambda: found.reference_source, AssignmentError)

    assert checks.where == str(folder / "checks.py")
    assert reference.where == str(tmp_path / "reference" / "shapes.py")
    assert (checks.fix, reference.fix) == (
        "every assignment needs a checks.py",
        "write the reference solution there",
    )


def test_checks_stand_in_the_order_of_the_exercises(tmp_path: Path) -> None:
    """Exercises come as in the settings, and their checks as in the file."""
    total, scale = SETTINGS.rsplit("[[exercise]]", 1)[1], SETTINGS.split("[[exercise]]")
    settings = f"{scale[0]}[[exercise]]{total}[[exercise]]{scale[1]}"

    found = load_assignment(write_course(tmp_path, settings=settings))

    assert [check.id for check in found.checks] == [
        "total.contract.can_be_called",
        "total.value.sums_everything",
        "Scale.contract.can_be_called",
        "Scale.value.times_weight",
        "Scale.naming.weight_only",
    ]
    assert [check.kind for check in found.checks_of("total")] == [
        Kind.CONTRACT,
        Kind.VALUE,
    ]
    assert found.checks is found.checks


def test_exercises_are_selected_by_name(tmp_path: Path) -> None:
    """Selected exercises keep the order of the course; a slip is answered."""
    found = load_assignment(write_course(tmp_path))

    assert found.select(()) == found.exercises
    assert [each.name for each in found.select(("total", "Scale"))] == [
        "Scale",
        "total",
    ]
    assert [each.name for each in found.select(("total",))] == ["total"]
    slip = refusal(lambda: found.select(("total", "scale")), UsageError)
    assert slip.problem == "'scale' is no exercise of assignment 'shapes'"
    assert slip.fix == "use 'Scale'"
    other = refusal(lambda: found.select(("x",)), UsageError)
    assert other.fix == "use one of: Scale, total"


def test_suggestions_name_one_or_all() -> None:
    """A near name is proposed alone; else all there are, in order."""
    assert suggestion("layer", ["layers", "blocks"]) == "'layers'"
    assert suggestion("x", ["layers", "blocks"]) == "one of: blocks, layers"


@pytest.mark.parametrize("name", sorted(known_assignments(ROOT)))
def test_the_course_own_assignments_load(name: str) -> None:
    """Every assignment that ships has settings, checks that fit and a reference."""
    found = load_assignment(ROOT / "assignments" / name)

    assert isinstance(found, Assignment)
    assert {check.exercise for check in found.checks} == {
        exercise.name for exercise in found.exercises
    }
    assert found.reference_source
    asking = (c for c in found.checks if c.kind not in (Kind.CONTRACT, *MANY_CAUSES))
    assert all(check.hint for check in asking)


def test_a_declaration_of_another_kind_is_refused(tmp_path: Path) -> None:
    """What the settings call a module is declared as one; the line is told."""
    checks = (
        CHECKS
        + """
from grader import function

@function(contract="made")
def scales(Scale, draw):
    \"\"\"Makes a tensor.\"\"\"
    yield draw.normal(2, 3)
"""
    )
    found = load_assignment(write_course(tmp_path, checks=checks))

    with pytest.raises(AssignmentError, match="declared by @function, but") as refused:
        _ = found.checks

    assert refused.value.where == f"{found.checks_path}:{len(checks.splitlines()) - 3}"


@pytest.mark.parametrize(
    ("kind", "options", "problem"),
    [
        (
            "class",
            "",
            "Scale is a class in assignment.toml, and a declaration names no",
        ),
        ("function", ', method="apply"', "a declaration names its method 'apply'"),
    ],
)
def test_a_method_is_named_of_a_class_alone(
    tmp_path: Path, kind: str, options: str, problem: str
) -> None:
    """Of a class a method is called, and of a function the function itself."""
    settings = SETTINGS.replace('"module"', f'"{kind}"')
    checks = (
        CHECKS
        + f"""
from grader import function

@function(contract="made"{options})
def scales(Scale, draw):
    \"\"\"Makes a tensor.\"\"\"
    yield draw.normal(2, 3)
"""
    )
    found = load_assignment(write_course(tmp_path, settings=settings, checks=checks))

    with pytest.raises(AssignmentError, match=problem) as refused:
        _ = found.checks

    assert refused.value.fix.startswith("a class is declared by @function(method=")

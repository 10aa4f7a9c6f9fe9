"""What students are told of exercises: examples that hold, and hints in steps."""

from __future__ import annotations

import doctest
import warnings
from pathlib import Path
from types import ModuleType

import pytest
import torch

from grader.settings import Exercise, read_settings

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = sorted(path.parent for path in ROOT.glob("assignments/*/assignment.toml"))
EXERCISES = [
    pytest.param(exercise, id=exercise.name)
    for folder in ASSIGNMENTS
    for exercise in read_settings(folder).exercise
]


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder of a machine without a GPU, as the examples do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 0)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


@pytest.mark.parametrize("folder", ASSIGNMENTS, ids=lambda folder: folder.name)
def test_examples_hold(folder: Path) -> None:
    """Every exercise has one, and the reference gives what it shows."""
    reference = run(ROOT / f"reference/{folder.name}.py")

    for exercise in read_settings(folder).exercise:
        assert examples(reference, exercise.name).examples, exercise.name
    assert doctest.testmod(reference).failed == 0


@pytest.mark.rest
@pytest.mark.parametrize("folder", ASSIGNMENTS, ids=lambda folder: folder.name)
def test_examples_hold_for_every_right_solution(folder: Path) -> None:
    """They show what the contract fixes, not what the reference happens to give."""
    reference, runner = (
        run(ROOT / f"reference/{folder.name}.py"),
        doctest.DocTestRunner(),
    )
    names = {exercise.name for exercise in read_settings(folder).exercise}
    outside = {k: v for k, v in vars(reference).items() if k not in names}

    for path in sorted(folder.glob("right/*.py")):
        source = path.read_text(encoding="utf-8")
        if "from d2l" in source:  # a package that is not installed
            continue
        if "own_operator" in path.name:  # torch takes a namespace once in a process
            continue
        header = source.partition("\n")[0]
        test = examples(reference, header.removeprefix("# exercise: "))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # lazy layers warn that they are new
            test.globs = outside | vars(run(path))
            assert runner.run(test).failed == 0, path.name


@pytest.mark.parametrize("exercise", EXERCISES)
def test_hints_come_in_three_steps(exercise: Exercise) -> None:
    """A question, where to look, and nearly the answer: a short sentence each."""
    question, *others = exercise.hints

    assert len(others) == 2
    assert question.endswith("?")
    assert all(hint.endswith(".") for hint in others)
    assert max(map(len, exercise.hints)) <= 200


def run(path: Path) -> ModuleType:
    """Run a file as a module of its own."""
    module = ModuleType(path.stem)
    exec(compile(path.read_text("utf-8"), str(path), "exec"), vars(module))  # noqa: S102
    return module


def examples(module: ModuleType, name: str) -> doctest.DocTest:
    """Read the examples of what a module calls by this name."""
    return doctest.DocTestFinder().find(getattr(module, name), name)[0]

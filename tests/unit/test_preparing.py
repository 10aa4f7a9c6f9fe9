"""Rules of importing an assignment's checks."""

from __future__ import annotations

import importlib
import re
import sys
import types
from pathlib import Path

import pytest

from grader.checks import gather
from grader.errors import AssignmentError
from grader.preparing import import_checks, make_torch_lazy

SOURCE = '''
from grader import check


@check("value")
def first(MLP, draw):
    """Title."""


def helper():
    return 1 / 0


@check("shape")
def second(MLP, draw):
    """Title."""
'''


@pytest.mark.parametrize(
    ("source", "problem", "where"),
    [
        ("x = (", r"SyntaxError: '\(' was never closed", "checks.py:1"),
        ("def f():\nx", "IndentationError", "checks.py:2"),
        ("\n\n1 / 0", "ZeroDivisionError: division by zero", "checks.py:3"),
        ("def f():\n  1 / 0\n\nf()", "ZeroDivisionError", "checks.py:2"),
        ("import no_such_module", "ModuleNotFoundError: No module", "checks.py:1"),
        ("from grader import chekc", "ImportError: cannot import name", "checks.py:1"),
        ("\x00", "null bytes", "checks.py"),
    ],
)
def test_a_checks_file_that_does_not_run_is_refused(
    source: str, problem: str, where: str
) -> None:
    """The author reads the exception, the file and the line."""
    with pytest.raises(AssignmentError, match=problem) as caught:
        import_checks("blocks", "checks.py", source)

    assert caught.value.where == where
    assert "traceback" in caught.value.fix


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (
            "from grader import check\n@check('speed')\ndef f(A): pass",
            "checks.py:2: 'speed' is no kind of check; use one of contract, shape, ",
        ),
        (
            "from grader import check\n@check('value')\ndef f(A): pass",
            "checks.py:2: f needs a docstring: it is the check's title; write "
            '"""A sentence.""" right under `def f(...):`',
        ),
        (
            "from grader import check\n@check('value')\ndef f(A):\n"
            "    'A title.'\n    assert A() == 1",
            "checks.py:5: an assert tells a student nothing of what was expected and "
            "found\n  fix: compare by returning, not by assert",
        ),
    ],
)
def test_what_a_check_cannot_be_is_said_in_a_sentence(
    source: str, problem: str
) -> None:
    """No class of exception, and nothing of how checks are imported."""
    with pytest.raises(AssignmentError, match=re.escape(problem)) as caught:
        import_checks("blocks", "checks.py", source)

    assert str(caught.value).startswith(problem)


def test_an_error_in_another_file_is_placed_in_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken module that the checks import is blamed on the line that imports it."""
    (tmp_path / "broken_course_module.py").write_text("\n\n\n\nx = (\n")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(AssignmentError, match="never closed") as caught:
        import_checks("blocks", "checks.py", "\nimport broken_course_module\n")

    assert caught.value.where == "checks.py:2"


def test_checks_come_in_the_order_of_the_file() -> None:
    """What is no check is left out; the module's name tells the assignment."""
    checks = import_checks("blocks", "checks.py", SOURCE).checks

    assert [check.id for check in checks] == ["MLP.value.first", "MLP.shape.second"]
    assert [check.line for check in checks] == [5, 14]
    assert checks[0].probe.__globals__["__file__"] == "checks.py"
    assert checks[0].probe.__module__ == "checks_of_blocks"


def test_a_broken_file_gathers_nothing_elsewhere() -> None:
    """Checks made before the line that breaks do not turn up in another file."""
    with gather() as outer:
        with pytest.raises(AssignmentError, match="ZeroDivisionError"):
            import_checks("blocks", "checks.py", SOURCE + "\nhelper()\n")
        checks = import_checks("blocks", "checks.py", SOURCE).checks

    assert len(checks) == 2
    assert outer.checks == []


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Pretend that torch has not been imported, and that importing it is quick."""
    real = types.ModuleType("torch")
    vars(real).update(float32="torch.float32", __version__="2.13")
    # setting it first makes sure that it is as it was afterwards
    monkeypatch.setitem(sys.modules, "torch", real)
    monkeypatch.delitem(sys.modules, "torch")

    def import_module(name: str) -> types.ModuleType:
        assert name == "torch"
        return sys.modules.setdefault("torch", real)

    monkeypatch.setattr(importlib, "import_module", import_module)
    return real


@pytest.mark.usefixtures("without_torch")
def test_importing_torch_lazily_imports_nothing() -> None:
    """`import torch` in a checks file does not cost the second that torch takes."""
    make_torch_lazy()

    checks = import_checks("blocks", "checks.py", "import torch\n" * 2 + SOURCE).checks

    assert len(checks) == 2
    assert type(sys.modules["torch"]) is not types.ModuleType
    with pytest.raises(AttributeError, match="__version__"):
        _ = sys.modules["torch"].__version__


def test_torch_is_imported_on_first_use(without_torch: types.ModuleType) -> None:
    """The first name that is used brings torch in, for everyone."""
    make_torch_lazy()
    lazy = sys.modules["torch"]

    assert lazy.float32 == "torch.float32"

    assert sys.modules["torch"] is without_torch
    assert vars(lazy)["float32"] == "torch.float32"
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = lazy.nothing_like_it


def test_torch_that_is_there_is_left_alone(without_torch: types.ModuleType) -> None:
    """In the nursery, where torch is imported, nothing is put in its place."""
    importlib.import_module("torch")

    make_torch_lazy()

    assert sys.modules["torch"] is without_torch

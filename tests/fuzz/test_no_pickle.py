"""Nothing between processes is pickled, and nothing that arrives is run."""

from __future__ import annotations

import dis
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

ROOT = Path(__file__).parents[2]
MODULES = {
    path.relative_to(ROOT).as_posix(): path
    for pattern in ("grader/**/*.py", "assignments/*/checks.py", "reference/*.py")
    for path in ROOT.glob(pattern)
}
# Modules that turn bytes into objects, and may run code for it.
FORBIDDEN = {
    *("pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle"),
    *("joblib", "copyreg", "multiprocessing", "allow_pickle", "weights_only"),
}
# Attributes of modules that do the same: torch.load, numpy.load, torch.save.
READERS = {"torch": {"load", "save", "hub"}, "np": {"load", "save", "savez"}}
RUNNERS = {"eval", "exec", "__import__"}
# What a module may nevertheless have, and why.
ALLOWED: dict[tuple[str, str], str] = {
    ("grader/preparing.py", "exec"): "runs a checks file, which is trusted",
    ("grader/child/notebooks.py", "exec"): "runs the submission, in its child",
    ("grader/child/notebooks.py", "eval"): "runs a cell's last expression, likewise",
    ("grader/packages/__init__.py", "exec"): "runs the grader's own texts, in a child",
    ("grader/packages/IPython/__init__.py", "exec"): "runs a cell, in a child",
    ("grader/judging/reference.py", "multiprocessing"): "a word in what torch says",
    ("grader/mutating/mistakes.py", "exec"): "runs a mistakes file, which is trusted",
    ("grader/child/acts.py", "marshal"): "names of audit events, to report them",
    ("grader/child/acts.py", "multiprocessing"): "names files whose acts are Python's",
    ("grader/devices/refusals.py", "multiprocessing"): "a word in what CUDA says",
    # Files are what these are about, and they run in children alone.
    **{
        (where, name): "reads and writes files of the submission, in its child"
        for where, names in {
            "grader/probing/files.py": (
                *("pickle", "torch.load", "torch.save", "weights_only"),
                *("np.save", "allow_pickle"),
            ),
            "assignments/serialization/checks.py": ("torch.save", "weights_only"),
            "reference/serialization.py": ("torch.load", "torch.save", "weights_only"),
        }.items()
        for name in names
    },
}
LOADS = {"LOAD_NAME", "LOAD_GLOBAL", "IMPORT_NAME", "IMPORT_FROM", "LOAD_FAST"}


def codes(code: CodeType) -> Iterator[CodeType]:
    """Yield a code object and all that it holds."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def texts(constant: object) -> Iterator[str]:
    """Yield the strings in a constant, which may be a tuple or a set."""
    if isinstance(constant, str):
        yield constant
    elif isinstance(constant, tuple | frozenset):
        for item in constant:
            yield from texts(item)


def suspicious(code: CodeType) -> set[str]:
    """Find in one code object what may turn bytes into objects, or run them."""
    words = {
        *code.co_names,
        *code.co_varnames,
        *(word for text in texts(code.co_consts) for word in re.findall(r"\w+", text)),
        *(part for name in code.co_names for part in name.split(".")),
    }
    found = words & FORBIDDEN
    before = ""
    for step in dis.get_instructions(code):
        name = str(step.argval)
        if step.opname in LOADS and name in RUNNERS:
            found.add(name)
        if name in READERS.get(before.removeprefix("numpy"), set()):
            found.add(f"{before}.{name}")
        before = name
    return found


def found_in(source: str, filename: str = "x.py") -> set[str]:
    """Compile a module, without its docstrings, and search it."""
    whole = compile(source, filename, "exec", optimize=2, dont_inherit=True)
    return {name for code in codes(whole) for name in suspicious(code)}


def test_no_module_pickles_or_runs_what_arrives() -> None:
    """The bytecode names no such module or function, apart from what is allowed."""
    found = {
        (where, name)
        for where, path in MODULES.items()
        for name in found_in(path.read_text(encoding="utf-8"), where)
    }

    assert found - set(ALLOWED) == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import pickle", "pickle"),
        ("from multiprocessing.connection import Client", "multiprocessing"),
        ("import importlib\nimportlib.import_module('cloudpickle')", "cloudpickle"),
        ("def f():\n    import marshal as m", "marshal"),
        ("class A:\n    def f(self):\n        return eval('1')", "eval"),
        ("f = lambda: __import__('dill')", "dill"),
        ("import torch\ntorch.load('x')", "torch.load"),
        ("import numpy as np\nnp.load('x', allow_pickle=True)", "allow_pickle"),
        ("import numpy as np\nnp.load('x')", "np.load"),
        ("def f(x):\n    exec(x)", "exec"),
    ],
)
def test_the_search_finds_what_is_hidden(source: str, found: str) -> None:
    """However it is imported or nested, it is found; so an empty find means none."""
    assert found in found_in(source)


def test_words_about_pickle_are_no_pickle() -> None:
    """Docstrings may say what the project does without."""
    assert not found_in('"""No pickle here."""\ndef f(x):\n    """No eval."""')
    assert not found_in("layer.eval()\ntomllib.loads(text)")


GRADES = """
import pickle, sys
from pathlib import Path
found = []
def hook(event, arguments):
    if event == "pickle.find_class":
        found.append(arguments)
sys.addaudithook(hook)
pickle.loads(pickle.dumps(Path()))
assert found, "the hook sees nothing"
found.clear()
def refuse(*_, **__):
    raise SystemExit("something was unpickled")
pickle.load = pickle.loads = pickle.Unpickler = pickle._Unpickler = refuse
from grader.isolation.sandbox import NurserySandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from tests import course
assignment = course.load_course(Path(sys.argv[1]))
with NurserySandbox(assignment.settings.limits) as sandbox:
    report = Judge(Reference(assignment), sandbox, seed=1).grade(
        course.submitted(course.RIGHT)
    )
assert report.passed, report
assert not found, found
print("graded")
"""


@pytest.mark.sandbox
@pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's")
def test_grading_unpickles_nothing_in_the_judge(tmp_path: Path) -> None:
    """From start to end of a grading, the judge's process loads no pickle."""
    done = subprocess.run(
        [sys.executable, "-c", GRADES, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "graded\n"), done.stderr

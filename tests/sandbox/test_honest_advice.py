"""A line that cannot run where submissions are graded is explained, and is free."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from grader.explaining.surroundings import FREE, why_here
from grader.results import Finding
from grader.submission import read_submission
from tests import course
from tests.sandbox.bench import Bench
from tests.tiers import sample

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("nothing_left"),
]

NO_NETWORK = "there is no network here"
NO_TYPING = "nobody can type here"
WORDS = {
    "import torchvision": "torchvision is not installed where this is graded",
    "from torchvision.transforms import ToTensor": "torchvision is not installed",
    "from d2l import torch as d2l": "is graded, nor was a d2l.py handed in",
    "import matplotlib.pyplot as plt": "matplotlib is not installed",
    "from .layers import MyLinear": "read as one file",
    "import urllib.request; urllib.request.urlopen('https://example.com')": NO_NETWORK,
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1')": NO_NETWORK,
    "import socket; socket.create_connection(('example.com', 80))": NO_NETWORK,
    "torch.hub.load('pytorch/vision', 'resnet18')": NO_NETWORK,
    "torch.hub.load_state_dict_from_url('https://example.com/net.pth')": NO_NETWORK,
    "name = input('name? ')": NO_TYPING,
    "import sys; sys.exit(0)": "would end the program here",
    "rows = open('data.csv').read()": "where no other files lie",
    "open('/etc/motto', 'w')": "a folder of its own here",
    "nn.Linear(2, 2).cuda()": "there is no GPU here",
    "torch.ones(2).cuda(1)": "there is no GPU here",
    "import os; os.fork()": "starts no processes or programs",
}


def only_warning(bench: Bench, top: str) -> Finding:
    """Grade a right solution with a line before it that fails."""
    report = bench.grade(course.solution(top=top))
    assert report.score == course.POINTS
    (warning,) = report.warnings
    return warning


@pytest.mark.parametrize("line", sample(WORDS, 5), ids=str)
def test_line_that_fails_only_here_is_explained(bench: Bench, line: str) -> None:
    """The warning says what is missing here, that it is free, and names the line."""
    warning = only_warning(bench, line)

    assert WORDS[line] in warning.message
    assert warning.message.removesuffix(")").endswith(FREE)
    assert str(warning.location) == "ada.py, line 3"


def test_name_that_a_failed_line_would_have_bound_is_explained(bench: Bench) -> None:
    """A package that is missing is told once, with all that failed for want of it."""
    uses = "import matplotlib\nimport matplotlib.pyplot as plt\nplt.show()\nplt.plot()"
    report = bench.grade(course.solution(top=uses))

    (warning,) = report.warnings
    assert warning.message.endswith(
        f"{FREE}); for want of that failed line 4, line 5, line 6, too"
    )
    assert str(warning.location) == "ada.py, line 3"


@pytest.mark.parametrize("line", ["import sys; sys.exit(0)", "raise SystemExit(1)"])
def test_a_program_that_ends_where_its_file_does_has_not_failed(
    bench: Bench, line: str
) -> None:
    """Above other lines it is said that these were run; at the end there is nothing."""
    assert not bench.grade(course.solution(end=line)).warnings
    assert only_warning(bench, line).message == (
        "it would end the program here; the lines below it were run all the same; "
        + FREE
    )


@pytest.mark.parametrize(
    "line",
    ["undefined", "1 / 0", "assert False", "torch.ones(2) @ torch.ones(3)"],
)
def test_mistake_of_the_students_own_is_not_excused(bench: Bench, line: str) -> None:
    """What would fail anywhere is told as it is."""
    assert FREE not in only_warning(bench, line).message


def test_name_is_not_blamed_on_a_line_that_only_contains_it(bench: Bench) -> None:
    """A name inside a longer one of a failed line is another name."""
    report = bench.grade(course.solution(top="import torchvision\nvision"))

    assert FREE not in report.warnings[1].message


def test_import_of_what_a_module_lacks_is_a_mistake(bench: Bench) -> None:
    """A name misspelt in an import is no missing package."""
    assert FREE not in only_warning(bench, "from torch import randnn").message


@pytest.mark.parametrize(
    ("kind", "bases", "message"),
    [
        ("PermissionError", ("OSError",), "gc.get_objects is refused"),
        ("ModuleNotFoundError", ("ImportError",), "No module named '<script>'"),
        ("ValueError", ("Exception",), "x" * 100_000 + "urlopen error"),
    ],
)
def test_only_known_words_are_explained(
    kind: str, bases: tuple[str, ...], message: str
) -> None:
    """What was refused for another reason, or is no module's name, is not excused."""
    assert why_here(kind, bases, message) == ""


def test_main_block_does_not_run(bench: Bench) -> None:
    """A submission is imported, and so its `__main__` block is not run."""
    report = bench.grade(
        course.solution(end="print(__name__)\nif __name__ == '__main__': print('run')")
    )

    assert report.output == "submission\n"


def test_submission_has_no_arguments(bench: Bench) -> None:
    """`sys.argv` names the file alone, so that a parser finds its defaults."""
    report = bench.grade(course.solution(end="import sys\nprint(len(sys.argv))"))

    assert report.output == "1\n"


def test_lines_of_ipython_cost_nothing(bench: Bench, tmp_path: Path) -> None:
    """What only a notebook understands is left out of it, and the rest counts."""
    cells = [
        "%matplotlib inline\n!pip install torch\nfrom IPython.display import display",
        "%%time\n" + course.RIGHT,
        "%timeit total(torch.ones(3))\ndisplay(Scale(3))\nScale?",
    ]
    empty = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1}
    made = [{**empty, "source": source} for source in cells]
    notebook = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path = tmp_path / "ada.ipynb"
    path.write_text(json.dumps(notebook))

    report = bench.judge.grade(read_submission(path, assignment=course.NAME))

    assert report.score == course.POINTS
    assert report.integrity == ()
    assert report.warnings == ()

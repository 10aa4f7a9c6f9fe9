"""What a notebook gives its cells is there, in the box where they are graded."""

from __future__ import annotations

import sys

import pytest

from grader.results import Report
from grader.submission import Submission, Unit
from tests import course
from tests.sandbox.bench import Bench
from tests.tiers import sample

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("nothing_left"),
]

CELLS = {
    "await": "import asyncio\nawait asyncio.sleep(0.001)",
    "awaited value": "async def one():\n    return 1\n\nassert await one() == 1",
    "await in a block": (
        "import asyncio\nasync def one(): return 1\n"
        "for i in range(2):\n    assert await asyncio.gather(one()) == [1]"
    ),
    "async with": (
        "import asyncio\nlock = asyncio.Lock()\nasync with lock:\n    x = 1\nassert x"
    ),
    "a task that goes on": (
        "import asyncio\nasync def later(): done.append(1)\ndone = []\n"
        "async def begin(): return asyncio.create_task(later())\n"
        "task = await begin()\nawait task\nassert done"
    ),
    "last value": "1 + 1\nassert _ == 2\nNone\nassert _ == 2",
    "own underscore": "_ = 'mine'\n1 + 1\nassert _ == 'mine'",
    "get_ipython": (
        "get_ipython().run_line_magic('matplotlib', 'inline')\n"
        "get_ipython().system('pip install d2l')\n"
        "files = get_ipython().getoutput('ls')\nassert files == []"
    ),
    "cell magic, exported": (
        "get_ipython().run_cell_magic('time', '', 'x = 1\\ny = 2\\n')\n"
        "assert x + y == 3"
    ),
    "display": (
        "from IPython.display import HTML, clear_output, display\n"
        "from IPython import display as d, get_ipython\n"
        "clear_output(wait=True)\nh = display(HTML('<p>'), display_id=True)\n"
        "d.set_matplotlib_formats('svg')\nassert get_ipython().config == {}"
    ),
}


def graded(bench: Bench, *cells: str) -> Report:
    """Grade a notebook with these cells."""
    units = tuple(
        Unit(label="ada.ipynb", cell=number, source=source)
        for number, source in enumerate(cells, start=1)
    )
    return bench.judge.grade(Submission(id="ada", files=(), units=units))


@pytest.mark.parametrize("name", sample(CELLS, 4))
def test_what_notebooks_have_works(bench: Bench, name: str) -> None:
    """It runs without a word, in a notebook and in the script that it is saved as."""
    report = graded(bench, CELLS[name], course.RIGHT)
    assert (report.score, report.warnings) == (course.POINTS, ())

    report = bench.grade(course.solution(top=CELLS[name]))
    assert (report.score, report.warnings) == (course.POINTS, ())
    assert report.integrity == ()


def test_awaiting_what_never_comes_ends_at_once(bench: Bench) -> None:
    """It costs that line alone, and no time."""
    report = graded(bench, "import asyncio\nawait asyncio.Event().wait()", course.RIGHT)

    assert report.score == course.POINTS
    (warning,) = report.warnings
    assert "what is awaited here never comes" in warning.message

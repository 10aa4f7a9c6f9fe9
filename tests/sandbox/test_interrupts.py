"""A run that is stopped, or whose processes are killed, leaves nothing behind.

No process, no file where temporary files go or in shared memory, and a terminal as
it was. Submissions hang while it happens.
"""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.isolation.conversation import Drain
from grader.results import from_json
from tests import course
from tests.sandbox.leftovers import comes_true, descendants, exists, lasts

pytestmark = [
    pytest.mark.rest,
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="compares with Linux's /proc"),
]
PROJECT = Path(__file__).parents[2]
STARTS_WITHIN_S = 45.0  # importing torch twice, on a machine that has more to do
GOES_WITHIN_S = 40.0  # workers of pytest-xdist notice only after 5 to 15 s
SHARED_MEMORY = Path("/dev/shm")
SLEEPS = """
import time
open("mine", "w").write("x")
time.sleep(3600)
"""
IGNORES_ALL = """
import signal
for number in signal.valid_signals():
    try: signal.signal(number, signal.SIG_IGN)
    except OSError: pass
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
open("mine", "w").write("x")
while True: pass
"""
DAEMONS = """
import os, time
open("mine", "w").write("x")
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.setsid()
    time.sleep(3600)
time.sleep(3600)
"""
GRADE = "from grader.cli import main; main()"
SETTINGS = course.SETTINGS + "[limits]\nload_timeout_s = 60\n"


class Scene:
    """A course, a submission that hangs, and a folder for temporary files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.temporary = root / "temporary"
        self.temporary.mkdir()
        self.folder = course.write_course(root, settings=SETTINGS)
        self.shared = shared_memory()
        self.hand_in(SLEEPS)

    def hand_in(self, top: str) -> None:
        """Write the submission, a class of two, and a wrong solution."""
        source = course.solution(top=top)
        (self.folder / "wrong").mkdir(exist_ok=True)
        (self.root / "class").mkdir(exist_ok=True)
        for name in ("ada.py", "class/ada.py", "class/bob.py"):
            (self.root / name).write_text(source)
        header = "# exercise: Scale\n# loses: value.times_weight\n"
        (self.folder / "wrong" / "hangs.py").write_text(header + source)

    @contextmanager
    def run(self, *arguments: str, **how: object) -> Iterator[subprocess.Popen[bytes]]:
        """Run Python on arguments; whatever is left of it afterwards is ended."""
        with subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.root,
            env={
                **os.environ,
                "PYTHONPATH": str(PROJECT),
                "TMPDIR": str(self.temporary),
            },
            **{"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, **how},  # type: ignore[call-overload]
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def assert_nothing_left(self, family: set[int]) -> None:
        """Assert that processes are gone, and files with them."""
        assert comes_true(lambda: not any(map(exists, family)), GOES_WITHIN_S), (
            "a process is left"
        )
        assert comes_true(lambda: not self.files), self.files
        assert shared_memory() <= self.shared

    @property
    def files(self) -> list[str]:
        """What lies in the folder for temporary files."""
        return [str(path) for path in self.temporary.rglob("*")]


def shared_memory() -> set[str]:
    """What a grader, torch or Python would leave in shared memory, by name."""
    ours = ("grader", "torch", "sem.", "psm_", "mine")
    return {name for name in os.listdir(SHARED_MEMORY) if name.startswith(ours)}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Set the scene."""
    return Scene(tmp_path)


def at_work(scene: Scene, process: subprocess.Popen[bytes], count: int) -> set[int]:
    """Wait until a submission that can be seen at work has begun its file."""
    family = settled(process, count)
    assert comes_true(
        lambda: any(name.endswith("/mine") for name in scene.files), STARTS_WITHIN_S
    )
    return family | descendants(process.pid)


def settled(process: subprocess.Popen[bytes], count: int) -> set[int]:
    """Wait until so many processes run below one, and go on running."""
    assert comes_true(
        lambda: len(busy := descendants(process.pid)) >= count and lasts(busy),
        STARTS_WITHIN_S,
    ), "it did not get to work"
    return descendants(process.pid)


# Stopped ---------------------------------------------------------------------

ONE = ("-c", GRADE, "ada.py", "-a", course.NAME)
# guard, init and child of each nursery; keeper and worker of two plain processes
RUNS = [
    ("grade", 3, ONE),
    ("plain", 4, (*ONE, "--isolation", "plain")),
    ("batch", 6, ("-c", GRADE, "batch", "class", "-a", course.NAME, "-j", "2")),
    ("validate", 3, ("-c", GRADE, "validate", course.NAME)),
]
STOPS: dict[str, tuple[Sequence[signal.Signals], int]] = {
    "SIGTERM": ((signal.SIGTERM,), 143),
    "SIGINT twice": ((signal.SIGINT, signal.SIGINT), 130),
    "SIGINT": ((signal.SIGINT,), 130),
    "SIGHUP": ((signal.SIGHUP,), 129),
}
# All commands are stopped alike: what differs is who tidies up, and when asked twice.
STOPPED = [
    pytest.param(*run[1:], *how, id=f"{run[0]}-{name}")
    for run in RUNS
    for number, (name, how) in enumerate(STOPS.items())
    if run[0] == "grade" or number < 2
]


@pytest.mark.parametrize(("count", "arguments", "signals", "code"), STOPPED)
def test_stopped_run_tidies_up(
    scene: Scene,
    count: int,
    arguments: Sequence[str],
    signals: Sequence[signal.Signals],
    code: int,
) -> None:
    """Its exit code names the signal, and one word says what happened."""
    with scene.run(*arguments) as process:
        seen = "plain" in arguments
        family = at_work(scene, process, count) if seen else settled(process, count)
        for number in signals:
            process.send_signal(number)
        assert process.stderr is not None
        said = process.stderr.read()

    assert process.returncode == code, said
    assert said.endswith(b"grade: stopped\n")
    assert b"Traceback" not in said
    scene.assert_nothing_left(family)


@pytest.mark.parametrize(
    ("number", "code", "workers"),
    [
        (signal.SIGINT, 2, ()),
        (signal.SIGTERM, -15, ()),
        (signal.SIGHUP, -1, ()),
        (signal.SIGINT, 2, ("-n", "2")),
        # SIGHUP ends pytest as SIGTERM does, and its workers hear of neither
        (signal.SIGTERM, -15, ("-n", "2")),
    ],
    ids=str,
)
def test_stopped_pytest_tidies_up(
    scene: Scene, number: signal.Signals, code: int, workers: Sequence[str]
) -> None:
    """Under pytest, alone and with workers, exit codes are pytest's own."""
    arguments = ("-m", "pytest", "assignments/shapes", "--submission", "ada.py")
    plugins = ("-p", "no:cacheprovider", "--basetemp", "base", *workers)
    with scene.run(*arguments, *plugins, stderr=subprocess.DEVNULL) as process:
        family = settled(process, 8 if workers else 3)
        process.send_signal(number)
        assert process.wait(30) == code

    scene.assert_nothing_left(family)


def test_stopped_while_it_starts(scene: Scene) -> None:
    """Before torch is imported there is a nursery already, and nobody to ask."""
    with scene.run(*ONE) as process:
        assert comes_true(lambda: bool(descendants(process.pid)))
        family = descendants(process.pid)
        process.send_signal(signal.SIGTERM)
        process.wait(30)

    assert process.returncode == 143
    scene.assert_nothing_left(family)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_terminal_is_restored(scene: Scene, number: signal.Signals) -> None:
    """A batch hides the cursor while its bar is shown; stopped, it shows it again."""
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    terminal = Drain(os.fdopen(ours, "rb", buffering=0), 1 << 20)
    with scene.run(*RUNS[2][2], stdin=theirs, stdout=theirs, stderr=theirs) as process:
        family = settled(process, 6)
        process.send_signal(number)
        process.wait(30)
    after = termios.tcgetattr(theirs)
    os.close(theirs)
    terminal.join(10)
    shown = bytes(terminal.head)

    assert b"\x1b[?25l" in shown
    assert shown.rindex(b"\x1b[?25h") > shown.rindex(b"\x1b[?25l")
    assert after == before
    scene.assert_nothing_left(family)


# Killed ----------------------------------------------------------------------


@pytest.mark.parametrize("which", [min, max], ids=["guard", "init"])
def test_killed_nursery_ends_a_run_in_a_sentence(
    scene: Scene, which: Callable[[set[int]], int]
) -> None:
    """In the middle of a check; the person who waits reads what happened."""
    with scene.run(*ONE) as process:
        family = settled(process, 3)
        nursery = {pid for pid in family if descendants(pid)}
        os.kill(which(nursery), signal.SIGKILL)
        assert process.stderr is not None
        said = process.stderr.read()

    assert process.returncode == 4
    assert b"grade: the nursery has ended" in said
    assert b"fix: " in said
    scene.assert_nothing_left(family)


def test_killed_nursery_costs_a_class_nothing(scene: Scene) -> None:
    """The submission is graded again; its neighbour in the other job is not touched."""
    settings = SETTINGS.replace("load_timeout_s = 60", "load_timeout_s = 4")
    (scene.folder / "assignment.toml").write_text(settings)
    (scene.root / "class/bob.py").write_text(course.RIGHT)
    with scene.run(*RUNS[2][2], "-o", "out") as process:
        family = settled(process, 5)
        (child,) = (pid for pid in family if spins_or_sleeps(pid))
        os.kill(parent(child), signal.SIGKILL)
        assert process.wait(60) == 0

    ada, bob = (
        from_json((scene.root / "out/submissions" / f"{name}.json").read_bytes())
        for name in ("ada", "bob")
    )
    assert bob.passed
    assert "stopped after 4 s" in ada.warnings[0].message
    scene.assert_nothing_left(family)


def parent(pid: int) -> int:
    """Name the parent of a process."""
    return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[1])


def spins_or_sleeps(pid: int) -> bool:
    """Whether a process is a child of a nursery: the third generation below it."""
    try:
        return not descendants(pid) and parent(parent(parent(pid))) in judges()
    except FileNotFoundError:  # it has ended meanwhile, as the neighbour's does
        return False


def judges() -> set[int]:
    """Name the processes that this test started itself."""
    return {pid for pid in descendants() if parent(pid) == os.getpid()}


DRIVER = """
import sys
from pathlib import Path
from grader.assignment import load_assignment
from grader.isolation.sandbox import NurserySandbox, PlainSandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.submission import read_submission
assignment = load_assignment(Path("assignments/shapes"))
limits = assignment.settings.limits
without = sys.argv[1:]
sandbox = (PlainSandbox(limits) if without == ["plain"]
           else NurserySandbox(limits, without=without))
judge = Judge(Reference(assignment), sandbox, 7)
judge.grade(read_submission(Path("ada.py"), assignment=assignment.name))
"""
NO_FORK_RULES = ("namespaces", "seccomp", "rlimits")
LAYERS: list[tuple[str, Sequence[str], str, int]] = [
    ("all, hangs", (), SLEEPS, 3),
    ("all, ignores", (), IGNORES_ALL, 3),
    ("no namespaces, hangs", ("namespaces",), SLEEPS, 2),
    ("no namespaces, ignores", ("namespaces",), IGNORES_ALL, 2),
    ("few layers, daemons", NO_FORK_RULES, DAEMONS, 4),
    ("no seccomp, daemons", ("seccomp",), DAEMONS, 5),
    ("plain, hangs", ("plain",), SLEEPS, 4),
    ("plain, ignores", ("plain",), IGNORES_ALL, 4),
    ("plain, daemons", ("plain",), DAEMONS, 6),
]


@pytest.mark.parametrize(
    ("without", "top", "count"), [case[1:] for case in LAYERS],
    ids=[case[0] for case in LAYERS],
)  # fmt: skip
def test_killed_judge_leaves_nothing(
    scene: Scene, without: Sequence[str], top: str, count: int
) -> None:
    """Whatever the submission does, and with few layers, or none."""
    scene.hand_in(top)
    with scene.run("-c", DRIVER, *without) as judge:
        seen = "plain" in without or "namespaces" in without
        family = at_work(scene, judge, count) if seen else settled(judge, count)
        judge.kill()
        judge.wait()

    scene.assert_nothing_left(family)


@pytest.mark.parametrize("mode", ["nursery", "plain"])
def test_next_run_sweeps_what_nobody_could(scene: Scene, mode: str) -> None:
    """Judge, and whoever tidies up after it, are killed at once."""
    scene.hand_in(IGNORES_ALL)
    without, count = (("plain",), 4) if mode == "plain" else (("namespaces",), 2)
    with scene.run("-c", DRIVER, *without) as judge:
        family = at_work(scene, judge, count)
        tidying = {pid for pid in family if descendants(pid)}
        for pid in (judge.pid, *tidying):
            os.kill(pid, signal.SIGSTOP)
        for pid in (*tidying, judge.pid):
            os.kill(pid, signal.SIGKILL)
    assert comes_true(lambda: not any(map(exists, family))), "a process is left"
    assert any(path.endswith("/mine") for path in scene.files)
    kept = scene.temporary / "grader-scratch-of-others"
    (scene.root / "elsewhere").mkdir()
    (scene.root / "elsewhere" / "file").touch()
    kept.symlink_to(scene.root / "elsewhere")

    (scene.root / "ada.py").write_text(course.RIGHT)
    with scene.run(*ONE) as process:
        assert process.wait(60) == 0

    assert scene.files == [str(kept)]
    assert (scene.root / "elsewhere" / "file").exists()


def test_sweeping_leaves_running_neighbours_alone(scene: Scene) -> None:
    """Two runs at once: neither deletes what the other one uses."""
    scene.hand_in(IGNORES_ALL)
    with scene.run("-c", DRIVER, "namespaces") as judge:
        at_work(scene, judge, 2)
        before = scene.files
        assert any(path.endswith("/mine") for path in before)
        (scene.root / "ada.py").write_text(course.RIGHT)
        with scene.run(*ONE) as process:
            assert process.wait(60) == 0
        assert scene.files == before
        os.kill(judge.pid, signal.SIGKILL)

    scene.assert_nothing_left(set())


# As an ordinary user ---------------------------------------------------------

NOBODY = 65534


@pytest.mark.skipif(os.getuid() != 0, reason="these tests are an ordinary user's")
@pytest.mark.parametrize("isolation", ["nursery", "plain"])
def test_ordinary_user_leaves_nothing(isolation: str) -> None:
    """What root does, everyone can: a run that is stopped, and one that is not."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        scene = Scene(root)
        scene.temporary.chmod(0o777)
        command = (*ONE, "--isolation", isolation)
        who: dict[str, object] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        try:
            subprocess.run([sys.executable, "-c", ""], check=True, **who)  # type: ignore[call-overload]
        except PermissionError:
            pytest.skip("Python lies where an ordinary user cannot run it")
        with scene.run(*command, **who) as process:
            family = settled(process, 3)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 143
        scene.assert_nothing_left(family)
        (root / "ada.py").write_text(course.RIGHT)
        with scene.run(*command, **who) as process:
            assert process.wait(60) == 0
        scene.assert_nothing_left(family)


def test_run_that_nobody_stops_leaves_nothing(scene: Scene) -> None:
    """Neither does one that goes as it should."""
    (scene.root / "ada.py").write_text(course.RIGHT)
    with scene.run(*ONE) as process:
        assert comes_true(lambda: bool(descendants(process.pid)))
        time.sleep(0.5)
        family = descendants(process.pid)
        assert process.wait(60) == 0

    scene.assert_nothing_left(family)

"""Children that hang, die or lie: what becomes of the checks, without any process."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from grader.errors import ProtocolError, SandboxError
from grader.explaining import exceeded
from grader.isolation import protocol
from grader.isolation.confinement import EXIT_UNCONFINED
from grader.isolation.conversation import (
    Allowed,
    Child,
    ChildEndedError,
    ChildTimeoutError,
    Ending,
)
from grader.isolation.limits import Limits
from grader.isolation.sandbox import Sandbox
from grader.isolation.wire import Frame
from grader.judging import traces
from grader.judging.allowance import Allowance
from grader.judging.outcomes import ExerciseRun, Step, Stop
from grader.judging.running import run_exercise, run_variants

LIMITS = Limits(load_timeout_s=3.0)
UNIT = protocol.UnitSource(label="ada.py", cell=None, source="")
LOAD = protocol.Load(units=(UNIT,), exercise="total")
STARTED, LOADED = protocol.Started(), protocol.Loaded(symbol="function")
RAN = protocol.Ran(draws=(protocol.Draw(value=1),), lengths=(0,))
HANGS, DIES = ChildTimeoutError(3), ChildEndedError()
Answer = protocol.Reply | Exception


class ScriptedChild(Child):
    """Answers from a list; notes what it was allowed."""

    def __init__(
        self, answers: Sequence[Answer], ending: Ending, sandbox: Sandbox
    ) -> None:
        self._answers = iter(answers)
        self._sandbox = sandbox
        self._code = ending
        self._token = ""
        self.was_allowed: list[Allowed] = []
        self.killed = False
        self._cpu_s = 0.0

    def send(self, request: protocol.Request) -> None:
        """Remember the token to repeat."""
        assert not isinstance(request, protocol.Prepare | protocol.Preload)
        self._token = request.token

    @property
    def lacks(self) -> frozenset[str]:  # type: ignore[override]
        """As its sandbox by now."""
        return self._sandbox.lacks

    @property
    def cpu_s(self) -> float:
        """A second for each time that it is asked."""
        self._cpu_s += 1.0
        return self._cpu_s

    def allow(self, allowed: Allowed) -> None:
        """Note it."""
        self.was_allowed.append(allowed)

    def receive(self, timeout_s: float | None = None) -> tuple[protocol.Reply, bytes]:
        """Give the next answer; one that has a token of its own keeps it."""
        answer = next(self._answers)
        if isinstance(answer, Exception):
            raise answer
        if not getattr(answer, "token", "other"):
            answer = msgspec.structs.replace(answer, token=self._token)
        return answer, b""

    def end(self, *, kill: bool = False) -> Ending:
        """Note whether it was killed."""
        self.killed = kill
        return self._code


class ScriptedSandbox(Sandbox):
    """Starts one scripted child after the other."""

    def __init__(self, *scripts: Sequence[Answer], ending: Ending) -> None:
        self.limits = LIMITS
        self.children = [ScriptedChild(script, ending, self) for script in scripts]
        self._waiting = iter(self.children)

    @property
    def ready(self) -> protocol.Ready:
        """Nothing was started."""
        return protocol.Ready(python="", torch="")

    def prepare(self, assignment: str, filename: str, source: str) -> None:
        """Nothing is imported."""

    def start(self) -> Child:
        """Give the next child."""
        return next(self._waiting)

    def close(self) -> None:
        """Nothing to end."""


def step(name: str, timeout_s: float = 5.0) -> Step:
    """Ask for a check with one draw."""
    request = protocol.Run(assignment="a", check=name, seeds=(1,))
    return Step(request, Allowed(timeout_s, timeout_s))


def run(
    *scripts: Sequence[Answer],
    steps: Sequence[Step] = (step("one"), step("two"), step("three")),
    ending: Ending = Ending(code=0),  # noqa: B008 - frozen
) -> tuple[ExerciseRun, list[ScriptedChild]]:
    """Run checks in scripted children."""
    sandbox = ScriptedSandbox(*scripts, ending=ending)
    return run_exercise(sandbox, LOAD, steps, LIMITS), sandbox.children


def stops(done: ExerciseRun) -> dict[str, Stop | None]:
    """Why each check has no answer, if it has none."""
    return {name: outcome.stop for name, outcome in done.outcomes.items()}


def test_running_all_checks_in_one_child() -> None:
    """A child that answers everything is asked to leave, not killed."""
    done, (child,) = run([STARTED, LOADED, RAN, RAN, RAN])

    assert stops(done) == {"one": None, "two": None, "three": None}
    assert not child.killed


@pytest.mark.parametrize(
    ("answer", "stop"), [(HANGS, Stop.TIMEOUT), (DIES, Stop.CRASH)]
)
def test_running_goes_on_in_a_fresh_child(answer: Exception, stop: Stop) -> None:
    """A check without answer costs itself; the rest run in a second child."""
    done, children = run([STARTED, LOADED, RAN, answer], [STARTED, LOADED, RAN])

    assert stops(done) == {"one": None, "two": stop, "three": None}
    assert [child.killed for child in children] == [True, False]


def test_running_gives_up_patience_after_two_hangs() -> None:
    """A third hang is given one second, or less where the limit is shorter."""
    steps = [step("one"), step("two"), step("three"), step("four", timeout_s=0.5)]

    script: Sequence[Answer] = [STARTED, LOADED, HANGS]
    _, children = run(script, script, script, script, steps=steps)

    allowed = [child.was_allowed[-1] for child in children]
    assert allowed == [(5.0, 5.0), (5.0, 5.0), (1.0, 1.0), (0.5, 0.5)]


def test_running_keeps_what_was_answered_before_a_reload_that_fails() -> None:
    """A top level that hangs only the second time costs the checks that are left."""
    done, _ = run([STARTED, LOADED, RAN, HANGS], [STARTED, HANGS])

    assert stops(done) == {"one": None, "two": Stop.TIMEOUT, "three": Stop.TIMEOUT}
    assert done.load_stop is None
    assert not done.never_loads
    assert done.outcomes["three"].reason.startswith("stopped after 3 s")


def test_running_nothing_where_the_top_level_hangs() -> None:
    """No check has an outcome of its own."""
    done, _ = run([STARTED, HANGS])

    assert done.outcomes == {}
    assert done.never_loads


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (msgspec.structs.replace(RAN, token="other"), "an answer to nothing that was"),
        (LOADED, "an unexpected reply"),
        (msgspec.structs.replace(RAN, draws=(), lengths=()), "another number of draws"),
        (msgspec.structs.replace(RAN, lengths=(8,)), "bytes do not add up"),
        (ProtocolError("a frame is longer than allowed"), "longer than allowed"),
    ],
)
def test_running_tells_apart_what_no_honest_child_sends(
    answer: Answer, words: str
) -> None:
    """It is not used, and the reason is kept for the instructor."""
    done, _ = run([STARTED, LOADED, answer], [STARTED, LOADED, RAN, RAN])

    assert stops(done) == {"one": Stop.GARBLED, "two": None, "three": None}
    assert done.outcomes["one"].reason.startswith("it interfered with the grader: ")
    assert words in done.outcomes["one"].reason


def variants(
    *scripts: Sequence[Answer],
    ending: Ending = Ending(code=0),  # noqa: B008 - frozen
) -> tuple[list[ExerciseRun], list[ScriptedChild]]:
    """Run three versions of code, with two checks each, in scripted children."""
    sandbox = ScriptedSandbox(*scripts, ending=ending)
    version = (LOAD, [step("one"), step("two")])
    return list(run_variants(sandbox, [version] * 3, LIMITS)), sandbox.children


FINE: list[Answer] = [STARTED, LOADED, RAN, RAN]


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([STARTED, LOADED, HANGS], {"one": Stop.TIMEOUT}),
        ([STARTED, LOADED, RAN, DIES], {"one": None, "two": Stop.CRASH}),
        ([STARTED, LOADED, LOADED], {"one": Stop.GARBLED}),
        ([STARTED, HANGS], {}),
        ([STARTED, DIES], {}),
    ],
)
def test_running_a_variant_that_stops_costs_only_itself(
    answers: Sequence[Answer], found: dict[str, Stop | None]
) -> None:
    """Its child is killed, and the next variant runs whole, in another."""
    done, children = variants([*FINE, *answers], FINE)

    fine = {"one": None, "two": None}
    assert [stops(run) for run in done] == [fine, found, fine]
    assert [child.killed for child in children] == [True, False]


def test_running_variants_that_are_fine_in_one_child() -> None:
    """Nobody waits for a process where none is needed, and none is left over."""
    done, (child,) = variants(FINE * 3)

    assert [len(run.outcomes) for run in done] == [2, 2, 2]
    assert not child.killed


def test_running_variants_ends_where_no_more_are_wanted() -> None:
    """Closing the run ends its child; what was not asked for is not run."""
    sandbox = ScriptedSandbox(FINE, ending=Ending(code=0))
    runs = run_variants(sandbox, [(LOAD, [step("one")])] * 9, LIMITS)

    assert next(runs).outcomes
    runs.close()

    assert sandbox.children[0].killed is False
    assert next(run_variants(sandbox, [], LIMITS), None) is None


def test_running_variants_refuses_a_child_that_was_not_confined() -> None:
    """No version of trusted code runs where nothing confines it, either."""
    with pytest.raises(SandboxError, match="could not be confined"):
        variants([DIES], ending=Ending(code=EXIT_UNCONFINED))


def test_running_refuses_a_child_that_was_not_confined() -> None:
    """Its exit code says so, if it has answered nothing yet."""
    with pytest.raises(SandboxError, match="could not be confined"):
        run([DIES], ending=Ending(code=EXIT_UNCONFINED))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, "ended by its own code (exit code 0)"),
        (protocol.EXIT_CUT_OFF, "closed its connection to the grader"),
        (-protocol.TRACE_SIGNAL, "closed its connection to the grader"),
        (-11, "SIGSEGV: it used memory that is not its own"),
        (-9, "SIGKILL: it was killed, most often for want of memory"),
        (-64, "signal"),
        (-99, "signal 99: a fatal signal"),
    ],
)
def test_exit_codes_are_put_into_words(code: int, words: str) -> None:
    """Every code has a sentence."""
    assert words in exceeded.by_ending(Ending(code=code), LIMITS)


TRACE = """printed before
Stack (most recent call first):
  File "/usr/lib/torch/nn.py", line 7 in call
  File "{name}", line 12 in forward
  File "{name}", line 40 in <module>
"""


@pytest.mark.parametrize(
    ("label", "cell", "name"),
    [
        ("ada.py", None, "ada.py"),
        ("ada.ipynb", 3, "ada.ipynb#cell-3"),
        ("übung.py", None, r"\xfcbung.py"),
        ('a"b.py', None, 'a"b.py'),
    ],
)
def test_place_is_the_innermost_line_of_the_submission(
    label: str, cell: int | None, name: str
) -> None:
    """Names are compared as faulthandler writes them."""
    unit = protocol.UnitSource(label=label, cell=cell, source="\n" * 40)
    load = protocol.Load(units=(unit,), exercise="total")

    assert traces.place(TRACE.format(name=name), load) == Frame(label, cell, 12)
    assert traces.place("printed only", load) is None
    assert traces.place(TRACE.format(name="other.py"), load) is None


# What torch imports late ------------------------------------------------------

LATE = protocol.LATE_IMPORTS[0]
ASKS = protocol.Noticed(kind="imports", what=LATE)


def test_what_a_child_imports_late_is_had_by_the_next_and_charged_to_nobody() -> None:
    """The check begins again in a child that has it; what was answered is kept."""
    sandbox = ScriptedSandbox(
        [STARTED, LOADED, RAN, ASKS], [STARTED, LOADED, RAN], ending=Ending(code=0)
    )
    allowance = Allowance.fresh(LIMITS)

    done = run_exercise(sandbox, LOAD, [step("one"), step("two")], LIMITS, allowance)

    assert stops(done) == {"one": None, "two": None}
    assert [child.killed for child in sandbox.children] == [True, False]
    assert LATE not in sandbox.lacks
    used_s = LIMITS.submission_cpu_s - allowance.cpu_s
    assert used_s == sandbox.children[1].cpu_s - 2  # it was asked before, and is now


def test_asking_again_for_what_is_there_changes_nothing() -> None:
    """A submission that pretends to import it has nothing of it: no child, no time."""
    sandbox = ScriptedSandbox([STARTED, ASKS, LOADED, RAN], ending=Ending(code=0))
    sandbox.lacks -= {LATE}

    done = run_exercise(sandbox, LOAD, [step("one")], LIMITS)

    assert stops(done) == {"one": None}


# A top level that takes too long ----------------------------------------------

STACK = """Stack (most recent call first):
  File "ada.py", line 2 in show
  File "ada.py", line {} in <module>
  File "/usr/lib/loading.py", line 9 in _run
"""


@pytest.mark.parametrize(("line", "found"), [(3, True), (99, False)])
def test_running_goes_on_without_the_statement_that_hangs(
    line: int, found: bool
) -> None:
    """It is the outermost line in the stack; one that the file has not is none."""
    unit = msgspec.structs.replace(UNIT, source="import time\ndef show():\nshow()")
    load = msgspec.structs.replace(LOAD, units=(unit,))
    sandbox = ScriptedSandbox(
        [STARTED, HANGS], [STARTED, LOADED, RAN],
        ending=Ending(code=0, tail=STACK.format(line)),
    )  # fmt: skip

    done = run_exercise(sandbox, load, [step("one")], LIMITS)

    assert (done.slow is not None) == found
    assert done.never_loads != found
    assert stops(done) == ({"one": None} if found else {})

"""What the reference does: run once for each exercise and seed, then remembered."""

from __future__ import annotations

import threading
from collections.abc import Generator, Hashable, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from grader.assignment import Assignment
from grader.checks import Check
from grader.comparing.observation import Raised
from grader.errors import AssignmentError, SandboxError
from grader.isolation import protocol
from grader.isolation.conversation import Allowed
from grader.isolation.sandbox import Sandbox
from grader.judging.outcomes import ExerciseRun, Outcome, Step
from grader.judging.running import run_exercise, run_variants
from grader.mutating import Mistake
from grader.results import Kind
from grader.seeds import draw_seeds

Outcomes = dict[str, Outcome]

# What torch says where threads or memory of a device do not survive a fork: a fault of
# the environment, not of the course. Sources: torch/csrc/autograd/engine.cpp,
# torch/cuda/__init__.py.
FORKED = ("fork-based multiprocessing", "in forked subprocess")
# A check of a mistake takes milliseconds; one that goes on for longer never ends.
MISTAKEN_CPU_S = 1.0
# Loaded before the reference, it takes the places in memory that things had before.
ELSEWHERE = protocol.UnitSource(
    label="elsewhere",
    cell=None,
    source="import torch\n"
    "_elsewhere = [[bytes(8 * n) for n in range(64)] for _ in range(64)]\n"
    "_tensors = [[torch.empty(n) for n in range(64)] for _ in range(64)]\n",
)


def step_for(
    assignment: Assignment,
    check: Check,
    seed: int,
    *,
    layouts: tuple[tuple[protocol.Layout, ...], ...] | None = None,
    double: bool = False,
    thorough: bool = False,
    anew: bool = False,
    cpu_s: float | None = None,
) -> Step:
    """Ask for one check's draws."""
    request = protocol.Run(
        assignment=assignment.name,
        check=check.id,
        seeds=draw_seeds(seed, check.id, check.draws),
        layouts=layouts,
        double=double,
        thorough=thorough,
        anew=anew,
    )
    limits = assignment.settings.limits
    allowed = Allowed(
        cpu_s or check.timeout_s or limits.check_cpu_s,
        check.timeout_s or limits.check_timeout_s,
    )
    return Step(request, allowed)


@dataclass
class Reference:
    """The reference solution of one assignment, observed on demand.

    May be shared by threads, each with a sandbox of its own: every observation is
    made once, and only who wants the same one waits for it.
    """

    assignment: Assignment
    _runs: dict[tuple[str, int], ExerciseRun] = field(default_factory=dict)
    _mistakes: dict[tuple[str, int], Outcomes] = field(default_factory=dict)
    _locks: dict[Hashable, threading.RLock] = field(default_factory=dict)

    def outcomes(
        self, sandbox: Sandbox, exercise: str, seed: int
    ) -> dict[str, Outcome]:
        """Observe every check of an exercise, by check id.

        Raises:
            AssignmentError: The reference does not load, or breaks on a check.
            SandboxError: Children cannot be started, or torch does not work in them.
        """
        key = (exercise, seed)
        with self._lock(key):
            if key not in self._runs:
                self._runs[key] = self._observe(sandbox, exercise, seed)
            return self._runs[key].outcomes

    def observe_again(
        self, sandbox: Sandbox, exercise: str, seed: int
    ) -> dict[str, Outcome]:
        """Observe an exercise once more, with everything elsewhere in memory.

        What differs from `outcomes` comes from neither the seed nor the reference.

        Raises:
            AssignmentError: As `outcomes` does.
        """
        return self._observe(sandbox, exercise, seed, (ELSEWHERE,)).outcomes

    def _observe(
        self,
        sandbox: Sandbox,
        exercise: str,
        seed: int,
        before: tuple[protocol.UnitSource, ...] = (),
    ) -> ExerciseRun:
        steps = [
            step_for(
                self.assignment,
                check,
                seed,
                double=check.kind is Kind.VALUE,
                thorough=True,
            )
            for check in self.assignment.checks_of(exercise)
        ]
        return self._run(sandbox, exercise, steps, before)

    def mistaken(
        self,
        sandbox: Sandbox,
        wanted: Sequence[tuple[Mistake, frozenset[str]]],
        seed: int,
    ) -> Generator[Outcomes]:
        """Observe mistakes, each in some checks, by these checks' ids.

        What was observed once is remembered. A mistake that stops a check, such as by
        a loop without an end, gets no more than `MISTAKEN_CPU_S`. To be closed: until
        then, a child is open.
        """
        with self._lock(("mistakes", seed)):
            known = [self._known(mistake.source, seed) for mistake, _ in wanted]
            variants = (
                self._variant(sandbox, mistake, ids - seen.keys(), seed)
                for (mistake, ids), seen in zip(wanted, known, strict=True)
                if ids - seen.keys()
            )
            limits = self.assignment.settings.limits
            with closing(run_variants(sandbox, variants, limits)) as runs:
                for (_, ids), seen in zip(wanted, known, strict=True):
                    if missing := ids - seen.keys():
                        seen |= dict.fromkeys(missing, Outcome()) | next(runs).outcomes
                    yield {name: seen[name] for name in ids}

    def remember(self, mistake: Mistake, seed: int, outcomes: Outcomes) -> None:
        """Keep what was observed elsewhere of a mistake, in what it loses."""
        kept = {name: item for name, item in outcomes.items() if name in mistake.loses}
        with self._lock(("mistakes", seed)):
            self._known(mistake.source, seed).update(kept)

    def _known(self, source: str, seed: int) -> Outcomes:
        """What was observed of a mistake already, by the ids of checks."""
        return self._mistakes.setdefault((source, seed), {})

    def _variant(
        self, sandbox: Sandbox, mistake: Mistake, ids: frozenset[str], seed: int
    ) -> tuple[protocol.Load, list[Step]]:
        right = self.outcomes(sandbox, mistake.exercise, seed)
        steps = [
            step_for(
                self.assignment,
                check,
                seed,
                layouts=tuple(draw.layouts for draw in right[check.id].draws),
                cpu_s=MISTAKEN_CPU_S,
            )
            for check in self.assignment.checks_of(mistake.exercise)
            if check.id in ids
        ]
        unit = self._unit(mistake.source)
        return protocol.Load(units=(unit,), exercise=mistake.exercise), steps

    def _unit(self, source: str) -> protocol.UnitSource:
        name = self.assignment.reference_path.name
        return protocol.UnitSource(label=name, cell=None, source=source)

    def _lock(self, key: Hashable) -> threading.RLock:
        return self._locks.setdefault(key, threading.RLock())  # atomic

    def _run(
        self,
        sandbox: Sandbox,
        exercise: str,
        steps: Sequence[Step],
        before: tuple[protocol.UnitSource, ...] = (),
    ) -> ExerciseRun:
        path = self.assignment.reference_path
        unit = self._unit(self.assignment.reference_source)
        load = protocol.Load(
            units=(*before, unit),
            exercise=exercise,
            checks_file=self.assignment.checks_label,
        )
        run = run_exercise(sandbox, load, steps, self.assignment.settings.limits)
        if run.load_stop is not None or run.loaded is None:
            reason = run.load_stop.reason if run.load_stop else "it did not load"
            raise AssignmentError(f"the reference cannot be run: {reason}", where=path)
        for remark, _ in run.loaded.failures:
            raise AssignmentError(
                f"the reference does not load: {remark.text}",
                where=f"{path}:{remark.line}",
            )
        for check_id, outcome in run.outcomes.items():
            _raise_forked(outcome, sandbox.ready.torch)
            _raise_broken(check_id, outcome, self.assignment)
        return run


def _raise_forked(outcome: Outcome, build: str) -> None:
    """Say that a build of torch is of no use in processes that are forked."""
    for draw in outcome.draws:
        error = draw.value
        if not draw.raised or not isinstance(error, Raised):
            continue
        if any(words in error.message for words in FORKED):
            raise SandboxError(
                f"torch {build} does not work in forked processes: {error.message}",
                fix="install a build for the CPU (`pip install -c constraints.txt "
                "torch`), or grade what you trust with `--isolation plain`",
            )


def _raise_broken(check_id: str, outcome: Outcome, assignment: Assignment) -> None:
    """Refuse a reference that a probe breaks on."""
    check = next(check for check in assignment.checks if check.id == check_id)
    where = f"{assignment.checks_path}:{check.line}"
    if outcome.stop is not None:
        raise AssignmentError(
            f"the reference fails {check_id}: {outcome.reason}", where=where
        )
    for draw in (*outcome.draws, *outcome.twins):
        if draw.raised and isinstance(draw.value, Raised):
            raise _broken(check, draw.value, assignment)


def _broken(check: Check, error: Raised, assignment: Assignment) -> AssignmentError:
    """Say whose line raised an exception: the checks' own, or the reference's."""
    checks = str(assignment.checks_path)
    asked = [f.line for f in error.frames if f.label == assignment.checks_label]
    where, fix = f"{checks}:{asked[-1] if asked else check.line}", "mend the probe"
    if error.frames and error.frames[-1].label == assignment.reference_path.name:
        where, fix = (
            f"{assignment.reference_path}:{error.frames[-1].line}",
            (f"mend it, or what {where} asks of it"),
        )
    return AssignmentError(
        f"{check.id} raises {error} on the reference", fix=fix, where=where
    )

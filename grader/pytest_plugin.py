"""Collect checks as ordinary pytest items.

    pytest assignments/layers --submission layers.py -k gradient -v --junitxml=out.xml

Only collecting and reporting happens here; the judging is `grader.judging.judge`'s, and
the same as `grade`'s. A check that is blocked is skipped, with what blocks it as
the reason; its blocker fails. Where something outside the course could change what
pytest says, nothing is graded: `grader.pytest_origins`.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.pytest_origins import strangers

if TYPE_CHECKING:
    from grader.assignment import Assignment
    from grader.checks import Check
    from grader.isolation.sandbox import Sandbox
    from grader.judging.sitting import Sitting
    from grader.results import CheckResult

CHECKS_FILE = "checks.py"
POINTS = "points"  # name of the property that tells our items from others
SETTINGS_FILE = "assignment.toml"
# pytest-timeout guards this side: generous, since children have limits of their own.
GUARD_S = 600


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a grading run."""
    group = parser.getgroup("grader", "grading PyTorch exercises")
    group.addoption(
        "--submission",
        metavar="PATH",
        help="the student's .py file, notebook or folder; by default the file of the "
        "assignment's own folder",
    )
    group.addoption(
        "--grade-seed",
        type=int,
        metavar="N",
        help="repeat a grading run with this seed",
    )
    group.addoption(
        "--grade-isolation",
        choices=["auto", "plain"],
        default="auto",
        help="plain: unconfined processes, for systems that cannot fork",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Prepare what the items of this run share.

    Raises:
        pytest.UsageError: There is no such submission.
    """
    given = config.getoption("--submission")
    if given and not (config.invocation_params.dir / given).exists():
        raise pytest.UsageError(f"--submission: there is no such file: {given}")
    config.stash[_GRADING] = Grading(config)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give every worker of pytest-xdist the same seed."""
    node.workerinput["grade_seed"] = node.config.stash[_GRADING].seed


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the sandboxes."""
    grading = config.stash.get(_GRADING, None)
    if grading is not None:
        grading.close()


def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> pytest.Collector | None:
    """Collect an assignment's checks.py."""
    if file_path.name != CHECKS_FILE:
        return None
    if not (file_path.parent / SETTINGS_FILE).is_file():
        return None
    return ChecksFile.from_parent(parent, path=file_path)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to grade where verdicts could be changed: all is loaded by now.

    Raises:
        pytest.UsageError: Something comes from outside the course.
    """
    if not hasattr(session.config, "workerinput"):  # its controller has looked
        session.config.stash[_GRADING].refuse_strangers()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse likewise where workers collect, before there are any.

    Raises:
        pytest.UsageError: Something comes from outside the course.
    """
    config = session.config
    if config.pluginmanager.hasplugin("dsession"):
        grading = config.stash[_GRADING]
        for argument in config.args:
            path = Path(argument.partition("::")[0])
            files = path.rglob(CHECKS_FILE) if path.is_dir() else [path]
            folders = (file.resolve().parent for file in files)
            grading.folders |= {f for f in folders if (f / SETTINGS_FILE).is_file()}
        grading.refuse_strangers()


class Grading:
    """What the items of one pytest run share: seed, sandboxes, results."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        worker: dict[str, Any] = getattr(config, "workerinput", {})
        self._seed: int | None = worker.get(
            "grade_seed", config.getoption("--grade-seed")
        )
        self._sandboxes: list[Sandbox] = []
        self._sittings: dict[Path, Sitting] = {}
        self._results: dict[tuple[Path, str], dict[str, CheckResult]] = {}
        self.folders: set[Path] = set()  # of assignments whose checks are collected
        self.capped: dict[str, str] = {}  # what an exercise earns, by a required check

    @property
    def seed(self) -> int:
        """Seed of the run."""
        from grader.seeds import fresh_seed

        if self._seed is None:
            self._seed = fresh_seed()
        return self._seed

    def refuse_strangers(self) -> None:
        """Refuse to grade where verdicts could be changed.

        Raises:
            pytest.UsageError: Something comes from outside the course.
        """
        for folder in sorted(self.folders):
            course = folder.parent.parent
            for what in strangers(self._config, course):
                raise pytest.UsageError(
                    f"nothing is graded here, because {what}: that is no part of the "
                    f"course {course}, and could change what pytest says; run instead: "
                    f"grade {self._config.getoption('--submission') or 'FILE'} "
                    f"-a {folder}"
                )

    def result(self, assignment: Assignment, check: Check) -> CheckResult:
        """Judge a check; its exercise is run once for all its checks.

        Raises:
            GraderError: No verdict can be made.
        """
        key = (assignment.folder, check.exercise)
        if key not in self._results:
            sitting = self._sitting(assignment)
            exercise = assignment.select((check.exercise,))[0]
            graded = sitting.grade(exercise)
            graded.run.forget_draws()
            self._results[key] = {item.id: item for item in graded.result.checks}
            if graded.result.capped_by:
                self.capped[graded.result.capped_by] = graded.result.message
        return self._results[key][check.id]

    def _sitting(self, assignment: Assignment) -> Sitting:
        if assignment.folder not in self._sittings:
            from grader.grading import open_sandbox
            from grader.judging.judge import Judge
            from grader.judging.reference import Reference
            from grader.submission import read_submission

            given = self._config.getoption("--submission")
            path = self._config.invocation_params.dir / given if given else None
            submission = read_submission(
                path or assignment.folder, assignment=assignment.name
            )
            plain = self._config.getoption("--grade-isolation") == "plain"
            sandbox = open_sandbox(assignment, plain=plain)
            self._sandboxes.append(sandbox)
            judge = Judge(Reference(assignment), sandbox, self.seed)
            self._sittings[assignment.folder] = judge.sit(submission)
        return self._sittings[assignment.folder]

    def close(self) -> None:
        """End all sandboxes."""
        for sandbox in self._sandboxes:
            sandbox.close()


_GRADING = pytest.StashKey[Grading]()


class ChecksFile(pytest.Module):
    """An assignment's checks.py, imported our way: without torch, names repeating."""

    def _getobj(self) -> Any:
        from grader.assignment import load_assignment
        from grader.errors import GraderError

        try:
            self.assignment = load_assignment(self.path.parent)
            _ = self.assignment.checks
        except GraderError as error:
            raise self.CollectError(str(error)) from None
        self.config.stash[_GRADING].folders.add(self.path.parent)
        return types.SimpleNamespace(__doc__=None, pytestmark=[])

    def collect(self) -> Iterable[pytest.Item]:
        """Yield an item for each check."""
        _ = self.obj
        for check in self.assignment.checks:
            yield CheckItem.from_parent(self, name=check.id, check=check)


class CheckFailedError(Exception):
    """A check did not pass; the verdict says the rest."""

    def __init__(self, result: CheckResult, capped: str = "") -> None:
        super().__init__(result.message)
        self.result, self.capped = result, capped


class CheckItem(pytest.Function):
    """One check, as a test item."""

    def __init__(self, *, check: Check, parent: ChecksFile, **kwargs: Any) -> None:
        self.check = check
        self.assignment = parent.assignment
        super().__init__(parent=parent, callobj=self._judged, **kwargs)
        self.add_marker(pytest.mark.timeout(GUARD_S))
        for mark in getattr(check.probe, "pytestmark", ()):
            self.add_marker(mark.name)
            self.own_markers.append(mark)

    def _judged(self) -> None:
        result = self.config.stash[_GRADING].result(self.assignment, self.check)
        self.user_properties += [
            ("status", str(result.status)),
            (POINTS, result.points),
            ("earned", result.earned),
        ]
        chosen = {item.name for item in self.session.items}
        if result.status == "blocked" and result.blocked_by in chosen:
            pytest.skip(result.message)
        if result.status != "pass":
            message = self.config.stash[_GRADING].capped.get(result.id, "")
            raise CheckFailedError(result, message)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> Any:
        """Show the verdict, not a traceback of ours."""
        from grader.errors import GraderError

        if isinstance(excinfo.value, CheckFailedError):
            return "\n".join(explain(excinfo.value.result, excinfo.value.capped))
        if isinstance(excinfo.value, GraderError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Point at the probe.

        The last part heads the failure. Were it the id alone, `-v` would print its
        dots as colons, and nobody could run the check by what it printed.
        """
        return self.path, self.check.line - 1, f"check {self.check.id}"


def explain(result: CheckResult, capped: str = "") -> Iterator[str]:
    """Say in lines of plain text why a check did not pass, and what that costs."""
    from grader.report.wording import visible

    yield f"{result.title}"
    yield f"{result.status}: {visible(result.message)}"
    if result.location is not None:
        yield f"at {visible(str(result.location))}"
    if result.diagnosis:
        yield visible(result.diagnosis)
    for label, side in (("expected", result.expected), ("found", result.found)):
        if side is not None:
            yield f"{label}: {visible(side.text)}"
    if result.hint:
        yield f"hint: {result.hint}"
    if capped:
        yield visible(capped)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print how to repeat the run."""
    reports = [item for items in terminalreporter.stats.values() for item in items]
    # of a worker's items, only the reports come here
    if any(dict(getattr(item, "user_properties", ())).get(POINTS) for item in reports):
        seed = config.stash[_GRADING].seed
        terminalreporter.write_line(f"grader: repeat this run with --grade-seed {seed}")

"""Rules of grading a class: each its verdict, and nobody pays for a neighbour."""

from __future__ import annotations

import csv
import json
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.assignment import Assignment, load_assignment
from grader.batch import run
from grader.batch.engine import POOL, pool_seed
from grader.batch.output import Batch, Output
from grader.batch.roster import find_submissions
from grader.batch.rows import ALONE, Row, RowStatus
from grader.errors import AssignmentError, SandboxError, UsageError
from grader.grading import Request, grade_submission
from grader.isolation.limits import Limits
from grader.isolation.sandbox import NurserySandbox, PlainSandbox, Sandbox
from grader.judging.judge import Judge
from grader.judging.outcomes import ExerciseRun, Step
from grader.judging.reference import Reference
from grader.results import CheckResult, Kind, Report, Status, from_json
from grader.submission import Submission, read_submission
from tests.batch import classroom
from tests.batch.classroom import RIGHT, Notes
from tests.sandbox.leftovers import comes_true

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="a nursery needs Linux"),
]

CLASS: dict[str, str | bytes] = {
    "ann.py": RIGHT,
    "bob.py": classroom.LOOP,
    "cem.py": RIGHT,
    "dee.py": classroom.LEAVES,
    "eve/layers.py": RIGHT,
    "fay.py": classroom.BINARY,
    "gus.ipynb": classroom.notebook(RIGHT),
    "hal.py": classroom.SYNTAX,
    "ida.py": classroom.STUB,
    "jon.py": classroom.TEXTBOOK,
    "kai.py": classroom.FORKS,
    "lea.py": RIGHT,
    "lea.ipynb": classroom.notebook(RIGHT),
    "a\nb.py": RIGHT,
    "=1+1.py": RIGHT,
    "empty/notes.txt": "nothing",
}
RIGHTS = ("=1+1", "ann", "cem", "eve", "gus")


class CountingReference(Reference):
    """A reference that counts how often each exercise is run."""

    def _run(
        self, sandbox: Sandbox, exercise: str, steps: Sequence[Step], *before: Any
    ) -> ExerciseRun:
        runs.append((exercise, steps[0].request.seeds))
        return super()._run(sandbox, exercise, steps, *before)


runs: list[tuple[str, tuple[int, ...]]] = []


class Graded(msgspec.Struct):
    """The class, graded once for many tests."""

    rows: dict[str, Row]
    out: Path
    notes: Notes
    scratch: Path

    def report(self, id: str) -> Report:
        """Report of a submission."""
        report = self.rows[id].report
        assert report is not None
        return report


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Grade the class of `CLASS`, with a temporary folder of its own."""
    folder = classroom.fill(tmp_path_factory.mktemp("class"), CLASS)
    folder.joinpath("lia.py").symlink_to(classroom.COURSE / "reference/layers.py")
    out = tmp_path_factory.mktemp("results") / "out"
    notes, scratch = Notes(), tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(scratch))
        patch.setattr(run, "Reference", CountingReference)
        result = classroom.grade(folder, out, watch=notes)
    return Graded({row.id: row for row in result.rows}, out, notes, scratch)


def test_every_submission_has_a_verdict(graded: Graded) -> None:
    """Whatever it is and does, there is one row for it, in the roster's order."""
    hashed = next(id for id in graded.rows if "~" in id)
    unreadable = {"empty", "fay", "lea", "lia"}

    assert set(graded.rows) == {name.split(".")[0].split("/")[0] for name in CLASS} - {
        "a\nb"
    } | {"lia", hashed}
    assert {
        id for id, row in graded.rows.items() if row.status is RowStatus.UNREADABLE
    } == unreadable
    assert not [r for r in graded.rows.values() if r.status is RowStatus.ERROR]


@pytest.mark.parametrize("id", RIGHTS)
def test_right_solutions_keep_full_marks(graded: Graded, id: str) -> None:
    """Neighbours that hang, crash and fork cost them nothing."""
    report = graded.report(id)

    assert report.score == report.max_score > 0
    assert not report.integrity


@pytest.mark.parametrize(
    ("id", "status"), [("bob", Status.TIMEOUT), ("dee", Status.CRASH)]
)
def test_faults_are_named(graded: Graded, id: str, status: Status) -> None:
    """A loop in every call times out, and leaving crashes: each contract says so."""
    report = graded.report(id)

    contracts = {c.status for c in report.checks if c.kind is Kind.CONTRACT}
    assert contracts == {status}


@pytest.mark.parametrize("id", ["hal", "ida"])
def test_what_cannot_work_scores_nothing(graded: Graded, id: str) -> None:
    """A syntax error, and a stub, are graded like any other."""
    assert graded.report(id).score == 0


def test_the_textbook_loses_its_gradient_checks_only(graded: Graded) -> None:
    """What the lesson prints never learns."""
    lost = [c for c in graded.report("jon").checks if c.status is not Status.PASS]

    assert lost
    assert {(check.exercise, check.kind.value) for check in lost} == {
        ("MyLinear", "gradient")
    }


@pytest.mark.parametrize(
    ("id", "problem"),
    [
        ("fay", "this is an image, whatever its name says"),
        (
            "lea",
            "handed in more than once, keep the one that counts: lea.ipynb, lea.py",
        ),
        ("lia", "links cannot be handed in"),
        (
            "empty",
            "no .py or .ipynb file to grade in this folder, only notes.txt",
        ),
    ],
)
def test_unreadable_submissions_say_why(graded: Graded, id: str, problem: str) -> None:
    """They score nothing, and have no pages."""
    row = graded.rows[id]

    assert (row.score, row.problem) == (0, problem)
    assert not (graded.out / f"submissions/{id}.html").exists()


def test_pages_are_where_the_class_page_links(graded: Graded) -> None:
    """One report and one page for each graded submission, and nothing else."""
    ids = [id for id, row in graded.rows.items() if row.report is not None]

    assert sorted(os.listdir(graded.out)) == [
        "batch.json",
        "grades.csv",
        "index.html",
        "submissions",
    ]
    assert sorted(os.listdir(graded.out / "submissions")) == sorted(
        f"{id}.{suffix}" for id in ids for suffix in ("html", "json")
    )
    index = (graded.out / "index.html").read_text()
    for id in ids:
        assert f"{graded.rows[id].for_class_page().address}.html" in index
        written = from_json((graded.out / f"submissions/{id}.json").read_bytes())
        assert written == graded.report(id)
        assert written.submission.id == id


def test_marks_are_those_of_the_reports(graded: Graded) -> None:
    """grades.csv has every row, and formulas are guarded."""
    with (graded.out / "grades.csv").open(newline="") as file:
        lines = {line["id"]: line for line in csv.DictReader(file)}

    assert len(lines) == len(graded.rows)
    batch = json.loads((graded.out / "batch.json").read_bytes())
    assert batch["submissions"] == batch["graded"] == len(lines)
    assert lines["'=1+1"]["status"] == "graded"
    for id in ("ann", "bob", "jon"):
        assert float(lines[id]["score"]) == graded.report(id).score
        assert float(lines[id]["MyLinear"]) == graded.report(id).exercises[1].score
    assert lines["fay"]["score"] == "0"
    assert {line["max_score"] for line in lines.values()} == {lines["ann"]["score"]}


def test_the_watcher_hears_of_every_verdict(graded: Graded) -> None:
    """First how many, then each once, then the end."""
    assert graded.notes.total == len(graded.rows)
    assert {row.id for row in graded.notes.rows} == set(graded.rows)
    assert graded.notes.is_over


def test_nothing_is_left_behind(graded: Graded) -> None:
    """No scratch folder, no process, no thread."""
    assert list(graded.scratch.iterdir()) == []
    assert classroom.children() == set()
    assert comes_true(lambda: threading.active_count() == 1)


def test_the_reference_runs_once_for_each_seed(graded: Graded) -> None:
    """However many submissions and sandboxes there are."""
    seeds = {row.report.seed for row in graded.rows.values() if row.report}

    assert 1 < len(seeds) <= POOL
    assert len(runs) == len(set(runs))
    assert len(runs) <= POOL * 2


def test_the_seed_in_a_report_repeats_it(graded: Graded, tmp_path: Path) -> None:
    """`grade --seed` gives the same verdicts, texts and tensors."""
    batch = graded.report("jon")
    path = classroom.fill(tmp_path, {"jon.py": classroom.TEXTBOOK}) / "jon.py"
    assignment = classroom.layers()
    with NurserySandbox(assignment.settings.limits) as sandbox:
        judge = Judge(Reference(assignment), sandbox, batch.seed)
        submission = read_submission(path, assignment="layers")
        alone = judge.grade(submission, assignment.select(classroom.ASKED))

    assert stripped(alone) == stripped(batch)


def stripped(report: Report) -> object:
    """Leave out what differs between any two runs."""
    return [msgspec.structs.replace(check, duration_s=0.0) for check in report.checks]


def test_pool_seeds_follow_from_batch_seed_and_id() -> None:
    """There are few, they differ between batches, and ids spread over them."""
    ids = [f"s{number}" for number in range(200)]
    seeds = [pool_seed(1, id) for id in ids]

    assert seeds == [pool_seed(1, id) for id in ids]
    assert len(set(seeds)) == POOL
    assert min(seeds.count(seed) for seed in set(seeds)) > 20
    assert not set(seeds) & {pool_seed(2, id) for id in ids}


# Faults of ours --------------------------------------------------------------


def deadly(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let the nursery die while `ann` is graded, that many times."""
    grade, deaths = Judge.grade, iter(range(times))

    def dying(self: Judge, submission: Submission, *rest: Any) -> Report:
        if submission.id == "ann" and next(deaths, None) is not None:
            assert isinstance(self.sandbox, NurserySandbox)
            self.sandbox._process.kill()
            self.sandbox._process.wait()
        return grade(self, submission, *rest)

    monkeypatch.setattr(Judge, "grade", dying)


@pytest.mark.rest
def test_a_nursery_that_dies_costs_no_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another takes its place, and the submission is graded again."""
    deadly(monkeypatch, times=1)
    folder = classroom.fill(tmp_path / "class", {"ann.py": RIGHT, "bob.py": RIGHT})

    result = classroom.grade(folder, tmp_path / "out", jobs=1)

    assert [row.status for row in result.rows] == [RowStatus.GRADED] * 2
    assert all(row.report and row.report.passed for row in result.rows)


@pytest.mark.rest
def test_a_submission_that_kills_every_nursery_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gets a row that says so; those after it are graded."""
    deadly(monkeypatch, times=2)
    folder = classroom.fill(tmp_path / "class", {"ann.py": RIGHT, "bob.py": RIGHT})

    result = classroom.grade(folder, tmp_path / "out", jobs=1)

    ann, bob = result.rows
    assert (ann.status, ann.score) == (RowStatus.ERROR, 0)
    assert ann.problem.startswith("the nursery has ended")
    assert bob.report is not None
    assert bob.report.passed
    assert result.count(RowStatus.ERROR) == 1
    assert classroom.children() == set()


def test_a_fault_of_the_judge_is_an_error_of_one_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even an exception that nobody thought of stops nobody else."""
    grade = Judge.grade

    def faulty(self: Judge, submission: Submission, *rest: Any) -> Report:
        if submission.id == "ann":
            raise KeyError("surprise")
        return grade(self, submission, *rest)

    monkeypatch.setattr(Judge, "grade", faulty)
    folder = classroom.fill(tmp_path / "class", {"ann.py": RIGHT, "bob.py": RIGHT})

    ann, bob = classroom.grade(folder, tmp_path / "out").rows

    assert (ann.status, ann.problem) == (RowStatus.ERROR, "KeyError: 'surprise'")
    assert bob.status is RowStatus.GRADED


def broken_course(folder: Path) -> Assignment:
    """Copy the course, with a reference that does not load."""
    for name in ("assignment.toml", "checks.py"):
        source = classroom.COURSE / "assignments/layers" / name
        classroom.fill(folder / "assignments/layers", {name: source.read_bytes()})
    classroom.fill(folder / "reference", {"layers.py": "import nothing_like_this\n"})
    return load_assignment(folder / "assignments/layers")


def test_a_broken_reference_stops_the_run(tmp_path: Path) -> None:
    """No submission is blamed for it, and results of before stay."""
    folder = classroom.fill(tmp_path / "class", {"ann.py": RIGHT})
    batch = Batch(assignment="layers", seed=1, exercises=("MyLinear",))
    earlier = Output(tmp_path / "out", batch)
    earlier.claim()
    earlier.finish([], {})
    before = (tmp_path / "out/grades.csv").read_text()
    notes = Notes()

    with pytest.raises(AssignmentError, match="the reference does not load") as caught:
        classroom.grade(
            folder,
            tmp_path / "out",
            assignment=broken_course(tmp_path / "course"),
            watch=notes,
        )

    assert caught.value.exit_code == 3
    assert notes.rows == []
    assert notes.is_over
    assert (tmp_path / "out/grades.csv").read_text() == before
    assert classroom.children() == set()


def test_results_do_not_land_among_submissions(tmp_path: Path) -> None:
    """`grade batch . -o .` would make the results a student of the next run."""
    folder = classroom.fill(tmp_path, {"ann.py": RIGHT})

    with pytest.raises(UsageError, match="results would land among the submissions"):
        classroom.grade(folder, folder)

    assert os.listdir(folder) == ["ann.py"]


def test_too_little_isolation_is_refused(tmp_path: Path) -> None:
    """Work of students is not run unconfined, unless someone says so."""
    folder = classroom.fill(tmp_path / "class", {"ann.py": RIGHT})

    with pytest.raises(
        SandboxError, match="not be confined enough: no clean-process"
    ) as caught:
        classroom.grade(
            folder, tmp_path / "out", factory=lambda: PlainSandbox(Limits()), jobs=1
        )

    assert caught.value.fix == (
        "leave --isolation out; for code that you trust, add --unconfined"
    )


def test_a_machine_that_lacks_a_layer_is_for_the_doctor(tmp_path: Path) -> None:
    """Where isolation was not switched off, the way to get it is said."""
    folder = classroom.fill(tmp_path / "class", {"ann.py": RIGHT})
    entries = find_submissions(folder, assignment="layers").entries

    with pytest.raises(SandboxError, match="enough: no no-such-layer") as caught:
        run.grade_class(
            entries,
            classroom.layers(),
            tmp_path / "out",
            sandbox_factory=lambda: NurserySandbox(Limits()),
            required_layers=("no-such-layer",),
        )

    assert caught.value.fix == (
        "run `grade doctor` to see what is missing; for code that you trust, "
        "add --unconfined"
    )


@pytest.mark.rest
def test_plain_processes_grade_a_class_if_told_to(tmp_path: Path) -> None:
    """Where there is no nursery, it takes longer and is the same."""
    folder = classroom.fill(tmp_path / "class", {"ann.py": RIGHT})
    assignment = classroom.layers()

    result = run.grade_class(
        find_submissions(folder, assignment="layers").entries,
        assignment,
        tmp_path / "out",
        sandbox_factory=lambda: PlainSandbox(assignment.settings.limits),
        exercises=assignment.select(("CenteredLayer",)),
        required_layers=(),
    )

    [row] = result.rows
    assert row.report is not None
    assert row.report.passed
    assert [exercise.name for exercise in row.report.exercises] == ["CenteredLayer"]


class Interrupting(Notes):
    """Presses Ctrl-C a moment after the first verdict."""

    def graded(self, row: Row) -> None:
        """Note the row, and interrupt this process when others are being graded."""
        super().graded(row)
        threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()


def test_ctrl_c_keeps_what_is_graded(tmp_path: Path) -> None:
    """Marks and class page are written of it, and what runs is not waited for."""
    looping = {f"bob{number}.py": classroom.LOOP for number in range(3)}
    folder = classroom.fill(tmp_path / "class", {"ann.py": RIGHT, **looping})
    notes, patient = Interrupting(), classroom.layers(seconds=600.0)

    with pytest.raises(KeyboardInterrupt) as stopped:
        classroom.grade(folder, tmp_path / "out", assignment=patient, watch=notes)

    assert notes.is_over
    assert len(notes.rows) == 1
    marks = tmp_path / "out/grades.csv"
    assert str(stopped.value) == f"1 of 4 graded; marks so far: {marks}"
    with marks.open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["id"], line["status"]) for line in lines] == [
        ("ann", "graded"),
        *((f"bob{number}", "not graded") for number in range(3)),
    ]
    assert [line["score"] == "" for line in lines] == [False, True, True, True]
    assert "1 of 4 graded" in (tmp_path / "out/index.html").read_text()
    batch = json.loads((tmp_path / "out/batch.json").read_bytes())
    assert (batch["submissions"], batch["graded"]) == (4, 1)
    assert classroom.children() == set()
    assert comes_true(lambda: threading.active_count() == 1)


# Again ------------------------------------------------------------------------


@pytest.mark.rest
@pytest.mark.parametrize("id", ["ann", "jon"])
def test_seed_of_a_report_reproduces_the_mark(
    graded: Graded, tmp_path: Path, id: str
) -> None:
    """`grade FILE --seed N` says what the class report with that seed says."""
    path = tmp_path / f"{id}.py"
    source = CLASS[f"{id}.py"]
    assert isinstance(source, str)
    path.write_text(source)
    report = graded.report(id)
    folder = str(classroom.COURSE / "assignments/layers")

    asked = Request(path, folder, classroom.ASKED, report.seed)
    alone = grade_submission(asked)

    assert [seen(check) for check in alone.checks] == [
        seen(check) for check in report.checks
    ]


def seen(check: CheckResult) -> tuple[object, ...]:
    """What a student sees of a check, apart from how long it took."""
    told = check.message.partition(" s of ")[2] if "stopped" in check.message else ""
    return (check.id, check.status, check.earned, told or check.message, check.found)


@pytest.mark.rest
def test_what_times_out_beside_others_is_graded_again_alone(tmp_path: Path) -> None:
    """The second verdict counts; marks, class page and report say that it is that."""
    files: dict[str, str | bytes] = {"ann.py": RIGHT, "bob.py": classroom.LOOP}
    folder = classroom.fill(tmp_path / "class", files)
    out, notes = tmp_path / "out", Notes()

    classroom.grade(folder, out, jobs=2, watch=notes)

    assert [row.id for row in notes.rows][-1] == "bob"
    bob = notes.rows[-1]
    assert bob.remark.startswith(ALONE)
    assert ALONE not in "".join(row.remark for row in notes.rows[:-1])
    assert bob.report is not None
    assert ALONE in [finding.message for finding in bob.report.warnings]
    for name in ("grades.csv", "index.html", "submissions/bob.html"):
        assert ALONE in (out / name).read_text("utf-8-sig"), name

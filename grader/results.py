"""Verdicts and reports: the one document that everything else is rendered from.

Everything here is frozen, plain and typed. `Report` is the JSON document of
schema version 1 (`docs/result-schema.md`); text, HTML and JUnit are made from
it alone.
"""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

SCHEMA_VERSION = 1
NOT_WRITTEN = "not written yet"  # message of an exercise that is as it was handed out


class Kind(StrEnum):
    """What property of an exercise a check grades."""

    CONTRACT = "contract"
    SHAPE = "shape"
    VALUE = "value"
    GRADIENT = "gradient"
    NAMING = "naming"
    SERIALIZATION = "serialization"
    DEVICE = "device"
    DTYPE = "dtype"
    MODE = "mode"
    INIT = "init"
    PURITY = "purity"
    RULE = "rule"


class Status(StrEnum):
    """How a check ended."""

    PASS = "pass"
    FAIL = "fail"
    TIMEOUT = "timeout"
    CRASH = "crash"
    BLOCKED = "blocked"
    ERROR = "error"


class _Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all records."""


class SourceLine(_Record, frozen=True, kw_only=True):
    """One line of the student's source."""

    line: int
    text: str


class Location(_Record, frozen=True, kw_only=True):
    """A place in the student's source.

    `line` counts from 1 within the file, or within the cell where `cell` is
    set (cells of a notebook count from 1, code cells only). `excerpt` holds the
    lines around it.
    """

    file: str
    line: int
    cell: int | None = None
    excerpt: tuple[SourceLine, ...] = ()

    def __str__(self) -> str:
        cell = f", cell {self.cell}" if self.cell is not None else ""
        return f"{self.file}{cell}, line {self.line}"


class TensorView(_Record, frozen=True, kw_only=True):
    """A window on a tensor, small enough to read.

    `rows` are the values as text: one row for a vector or a scalar; for more
    than two dimensions, one matrix of the tensor (`index` says which).
    `differs` marks, in the same layout, the elements that disagree.
    `origin` is the (row, column) of the first element shown.
    """

    shape: tuple[int, ...]
    dtype: str
    device: str = "cpu"
    rows: tuple[tuple[str, ...], ...] = ()
    differs: tuple[tuple[bool, ...], ...] = ()
    origin: tuple[int, int] = (0, 0)
    index: tuple[int, ...] = ()
    cropped: bool = False


class Histogram(_Record, frozen=True, kw_only=True):
    """How values are distributed: shares of them in bins of one width.

    The bins reach from `low` to `high`, which are the same for what is expected and
    what is found.
    """

    low: float
    high: float
    shares: tuple[float, ...]


class NamedEntry(_Record, frozen=True, kw_only=True):
    """One line of a parameter tree: `weight`, `(5, 3) float32`."""

    name: str
    summary: str
    differs: bool = False


class Evidence(_Record, frozen=True, kw_only=True):
    """What was expected, or found: a sentence, and data to show beside it."""

    text: str
    tensor: TensorView | None = None
    names: tuple[NamedEntry, ...] = ()
    histogram: Histogram | None = None


class Given(_Record, frozen=True, kw_only=True):
    """What a call is given: its numbers where they are few and matter, else a word.

    `summary` says what it is: `(6, 5) float32`.
    """

    name: str
    summary: str
    tensor: TensorView | None = None


class Window(_Record, frozen=True, kw_only=True):
    """Where a kernel lies on an input for the element of the result that is told of.

    `input` and `kernel` are names of inputs. The kernel's first element lies on the
    input's element at (`row`, `column`), which is where the result's element is, too.
    """

    input: str
    kernel: str
    row: int
    column: int


class Counterexample(_Record, frozen=True, kw_only=True):
    """The call in which a check failed, as one would type it: `MyLinear(5, 3)(X)`.

    `parameters` are the module's, under the names that the exercise gives them;
    `further_parameters` counts those that are not listed. `window` is set where a
    result is computed window by window.
    """

    call: str
    inputs: tuple[Given, ...] = ()
    parameters: tuple[Given, ...] = ()
    further_parameters: int = 0
    window: Window | None = None


class CheckResult(_Record, frozen=True, kw_only=True):
    """The verdict on one check.

    `id` is public: `<exercise>.<kind>.<name>`. `points` is what the check is
    worth, `earned` what it gave. `blocked_by` is the id of another check, and
    is set only when the status is `blocked`. `repaired` is the line of the submission
    that was repaired before the check was judged, where that mistake costs another
    check its points. `duration_s` is wall time in seconds.
    """

    id: str
    kind: Kind
    title: str
    status: Status
    points: float
    earned: float
    message: str = ""
    counterexample: Counterexample | None = None
    expected: Evidence | None = None
    found: Evidence | None = None
    hint: str = ""
    diagnosis: str = ""
    location: Location | None = None
    blocked_by: str | None = None
    repaired: Location | None = None
    duration_s: float = 0.0

    @property
    def is_unwritten(self) -> bool:
        """Whether the exercise is as it was handed out."""
        return self.status is Status.FAIL and self.message == NOT_WRITTEN

    @property
    def is_lost(self) -> bool:
        """Whether it failed on its own account."""
        return self.status not in (Status.PASS, Status.BLOCKED)

    @property
    def exercise(self) -> str:
        """Name of the exercise that this check belongs to."""
        return self.id.split(".", 1)[0]


class ExerciseResult(_Record, frozen=True, kw_only=True):
    """All checks of one exercise.

    `score` is the sum of what the checks earned, unless `capped_by` names a required
    check without which it is less; `message` then says so in a sentence. Of the `hints`
    that `grade hint` tells, `hints_taken` were; they cost nothing.
    """

    name: str
    title: str
    source: str
    score: float
    max_score: float
    capped_by: str | None = None
    message: str = ""
    hints: int = 0
    hints_taken: int = 0
    checks: tuple[CheckResult, ...]

    @property
    def is_unwritten(self) -> bool:
        """Whether it is as it was handed out: a line says all of it."""
        return any(check.is_unwritten for check in self.checks)

    @property
    def carried(self) -> float:
        """Points for what only the submission with a line repaired passes."""
        earned = (check.earned for check in self.checks if check.repaired is not None)
        return min(self.score, sum(earned))


class SubmittedFile(_Record, frozen=True, kw_only=True):
    """One file of a submission, by the hash of its bytes."""

    path: str
    sha256: str


class SubmissionRecord(_Record, frozen=True, kw_only=True):
    """What was handed in."""

    id: str
    files: tuple[SubmittedFile, ...]


class Tool(_Record, frozen=True, kw_only=True):
    """The grader that made a report."""

    name: str
    version: str


class Environment(_Record, frozen=True, kw_only=True):
    """What the submission was run with.

    `isolation` names the layers that confined it, outermost first.
    """

    python: str
    torch: str
    devices: str
    isolation: tuple[str, ...]


class Finding(_Record, frozen=True, kw_only=True):
    """Something worth a person's look.

    A `warning` about how the submission was read, what was `refused` while it ran, and
    costs nothing by itself, or `tampering`: an attempt to reach out of the sandbox.
    """

    kind: str
    message: str
    location: Location | None = None


class Report(_Record, frozen=True, kw_only=True):
    """A graded submission."""

    tool: Tool
    assignment: str
    submission: SubmissionRecord
    graded_at: str
    duration_s: float
    seed: int
    environment: Environment
    score: float
    max_score: float
    exercises: tuple[ExerciseResult, ...]
    integrity: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    output: str = ""
    schema_version: int = SCHEMA_VERSION

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """Every check, in the order of the exercises."""
        return tuple(check for ex in self.exercises for check in ex.checks)

    @property
    def carried(self) -> float:
        """Points for what only the submission with a line repaired passes."""
        return sum(exercise.carried for exercise in self.exercises)

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(check.status is Status.PASS for check in self.checks)


class NoReport(_Record, frozen=True, kw_only=True):
    """What stands in a report's place where a run could give none."""

    tool: Tool
    written_at: str
    error: str
    fix: str
    where: str
    exit_code: int
    schema_version: int = SCHEMA_VERSION


# Controls, and what reorders or hides its neighbours.
_ACTING = re.compile(
    "[\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def to_json(report: Report) -> bytes:
    """Encode a report as indented JSON, keys in the order of the schema.

    Characters that act instead of showing are escaped: a terminal may be shown the
    file.
    """
    return _to_json(report)


def no_report_to_json(document: NoReport) -> bytes:
    """Encode what stands in a report's place, as `to_json` does."""
    return _to_json(document)


def _to_json(document: Report | NoReport) -> bytes:
    text = msgspec.json.format(msgspec.json.encode(document), indent=2).decode()
    escaped = _ACTING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return f"{escaped}\n".encode()


def from_json(data: bytes) -> Report:
    """Decode and validate a report.

    Raises:
        msgspec.ValidationError: The document does not follow the schema.
    """
    return msgspec.json.decode(data, type=Report)

"""What came of running checks in children: nothing is judged yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from grader.comparing.observation import Observation, Room
from grader.isolation import protocol
from grader.isolation.conversation import Allowed
from grader.isolation.limits import Limits
from grader.isolation.wire import Frame
from grader.judging.allowance import Allowance


@dataclass(frozen=True)
class Step:
    """A check to run, and how long it may take."""

    request: protocol.Run
    allowed: Allowed

    @property
    def check(self) -> str:
        """Id of the check."""
        return self.request.check


class Stop(Enum):
    """Why a child gave no answer, or none that counts."""

    TIMEOUT = "timeout"
    CRASH = "crash"
    GARBLED = "garbled"
    NOT_RUN = "not run"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class DrawOutcome:
    """What one draw gave. `raised` tells an exception from a returned value.

    `made` tells of the calls: the reference's own only.
    """

    value: Observation
    raised: bool
    layouts: tuple[protocol.Layout, ...]
    unfilled: tuple[str, ...]
    made: tuple[protocol.Made, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What running one check gave: draws, or the reason that there are none.

    `spent` is what of the reason is a fact where time was used up. `counted` says
    whether the code knew how many GPUs there are, on some machine.
    """

    draws: tuple[DrawOutcome, ...] = ()
    twins: tuple[DrawOutcome, ...] = ()
    noticed: tuple[protocol.Noticed, ...] = ()
    stop: Stop | None = None
    reason: str = ""
    spent: str = ""
    place: Frame | None = None
    counted: bool = False
    duration_s: float = 0.0


@dataclass
class ExerciseRun:
    """Everything that came of running one exercise.

    `slow` is the statement of the top level that took too long, and was left out.
    `late` is what a child was about to import. `read` reads the source; `asked` names
    all exercises, `elsewhere` says where else names are written in what was handed in.
    """

    allowance: Allowance = field(default_factory=lambda: Allowance.fresh(Limits()))
    answered: bool = False
    late: str = ""
    slow: Outcome | None = None
    read: Callable[[], protocol.Read] = protocol.Read
    asked: tuple[str, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    loaded: protocol.Loaded | None = None
    load_stop: Outcome | None = None
    refused: tuple[protocol.Noticed, ...] = ()
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    room: Room = field(default_factory=Room)
    output: str = ""
    output_cut: bool = False

    def forget_draws(self) -> None:
        """Keep no tensors once they are judged: they may be many MiB."""
        for check, outcome in self.outcomes.items():
            self.outcomes[check] = replace(outcome, draws=(), twins=())

    @property
    def never_loads(self) -> bool:
        """Whether the top level hangs, and nobody knows the statement."""
        return self.load_stop is not None and self.load_stop.stop is Stop.TIMEOUT

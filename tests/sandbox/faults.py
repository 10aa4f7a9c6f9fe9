"""Faults to put into a right solution, and what must become of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from grader.results import Report, Status
from tests.sandbox.bench import checks_of

CONTRACT, VALUE, NAMING = (
    "Scale.contract.can_be_called",
    "Scale.value.times_weight",
    "Scale.naming.weight_only",
)
NEIGHBOURS = ("total.contract.can_be_called", "total.value.sums_everything")
LOST = {Status.FAIL, Status.TIMEOUT, Status.CRASH}


@dataclass
class Fault:
    """A fault, where it is put, and what becomes of the checks of `Scale`.

    Attributes:
        name: Id of the test.
        status: Of the first check that is lost.
        words: What its message must say, as a regular expression.
        line: The student's line that it must name; empty where it cannot be known.
        lost: Checks that give no points.
        code: Source for `course.solution`, by place.
    """

    name: str
    status: str
    words: str
    line: str = ""
    lost: tuple[str, ...] = (CONTRACT, VALUE)
    code: dict[str, str] = field(default_factory=dict)


def fault(
    name: str,
    status: str,
    words: str,
    line: str = "",
    lost: tuple[str, ...] = (CONTRACT, VALUE),
    **code: str,
) -> Fault:
    """Make a fault; keywords say where it goes."""
    return Fault(name, status, words, line, lost, code)


def assert_explained(report: Report, check_id: str, case: Fault) -> None:
    """Assert that a check was lost as it should be, in the right words."""
    check = checks_of(report)[check_id]
    assert check.status == case.status, check.message
    assert re.search(case.words, f"{check.message} {check.diagnosis}"), check
    if case.line:
        assert check.location is not None, check
        lines = {line.line: line.text.strip() for line in check.location.excerpt}
        assert lines[check.location.line] == case.line


SPINS = "while True: pass"
NEVER_ENDS = r"^stopped after 1 s of processor time: is there a loop that never ends"
WAITS = r"^stopped after 1 s of waiting: does it sleep, or wait for what never comes\?"
NO_MEMORY = "more than 2048 MiB of memory: is a tensor, or a list, far larger than"
OWN_CODE = r"ended by its own code \(exit code {}\)"
MESSAGE_RAISES = """
class Mute(Exception):
    def __str__(self):
        raise self
"""
MESSAGE_LOOPS = """
class Endless(Exception):
    def __str__(self):
        while True: pass
"""
HOSTILE = """
class Hostile:
    @property
    def __class__(self): raise RuntimeError("no class")
    def __repr__(self): raise RuntimeError("no repr")
"""
ENDLESS_DICT = """
class Endless(dict):
    def items(self):
        while True: yield 1, 2
"""
EVERY_DESCRIPTOR = """
import os
for fd in range(256):
    try: os.write(fd, {})
    except OSError: pass
"""
FORGED = """
import json, struct
draw = {"value": "Tensor"}
def frame(count):
    reply = {"type": "ran", "draws": [draw] * count, "lengths": [0] * count}
    header = json.dumps(reply).encode()
    return struct.pack("!4sII", b"GRD1", len(header), 0) + header
frames = frame(1) + frame(3)
"""
CATCHES_ALL = """
import signal
for number in signal.valid_signals():
    try: signal.signal(number, lambda *_: None)
    except OSError: pass
"""
BLOCKS_ALL = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
"""

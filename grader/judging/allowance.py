"""The allowance of a submission: what all its children may use together."""

from __future__ import annotations

from dataclasses import dataclass

from grader.explaining import exceeded
from grader.isolation.conversation import NOTHING, Allowed
from grader.isolation.limits import Limits


@dataclass
class Allowance:
    """Time that a submission has left; the reference's own runs do not count.

    Attributes:
        limits: What it began with.
        cpu_s: Processor time left, in seconds.
        wait_s: Waiting left.
    """

    limits: Limits
    cpu_s: float
    wait_s: float

    @classmethod
    def fresh(cls, limits: Limits) -> Allowance:
        """Give a submission all that it may use."""
        return cls(limits, limits.submission_cpu_s, limits.submission_timeout_s)

    def left(self, spent: Allowed = NOTHING) -> Allowed:
        """Say what is left once a child has used so much."""
        return Allowed(self.cpu_s - spent.cpu_s, self.wait_s - spent.wait_s)

    def spend(self, cpu_s: float, wait_s: float) -> None:
        """Take off what a child used."""
        self.cpu_s -= cpu_s
        self.wait_s -= wait_s

    def refusal(
        self, cpu_s: float = 0.0, wait_s: float = 0.0, *, verb: str = "not run"
    ) -> str:
        """Say why nothing goes on, once a child has used so much; empty if it may."""
        if self.cpu_s <= cpu_s:
            allowed = f"{self.limits.submission_cpu_s:g} s of processor time"
            return exceeded.used_up(verb, allowed)
        if self.wait_s <= wait_s:
            allowed = f"{self.limits.submission_timeout_s:g} s of waiting"
            return exceeded.used_up(verb, allowed)
        return ""

"""The allowance of a submission: what all its children may use together."""

from __future__ import annotations

from dataclasses import dataclass

from grader.isolation.limits import Limits
from grader.judging import exceeded


@dataclass
class Allowance:
    """Time that a submission has left; the reference's own runs do not count.

    Attributes:
        limits: What it began with.
        wall_s: Wall time left, in seconds.
        cpu_s: Processor time left.
    """

    limits: Limits
    wall_s: float
    cpu_s: float

    @classmethod
    def fresh(cls, limits: Limits) -> Allowance:
        """Give a submission all that it may use."""
        return cls(limits, limits.submission_timeout_s, limits.submission_cpu_s)

    def spend(self, wall_s: float, cpu_s: float) -> None:
        """Take off what a child used."""
        self.wall_s -= wall_s
        self.cpu_s -= cpu_s

    def refusal(
        self, wall_s: float = 0.0, cpu_s: float = 0.0, *, verb: str = "not run"
    ) -> str:
        """Say why nothing goes on, once a child has used so much; empty if it may."""
        if self.wall_s <= wall_s:
            return exceeded.used_up(verb, f"{self.limits.submission_timeout_s:g} s")
        if self.cpu_s <= cpu_s:
            allowed = f"{self.limits.submission_cpu_s:g} s of processor time"
            return exceeded.used_up(verb, allowed)
        return ""

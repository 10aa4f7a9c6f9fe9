"""A sandbox for many tests: starting one takes a second."""

from __future__ import annotations

from grader.isolation.conversation import Child
from grader.isolation.protocol import Ready
from grader.isolation.sandbox import Sandbox


class Kept(Sandbox):
    """A sandbox that outlives those who close it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self.limits = sandbox.limits

    @property
    def ready(self) -> Ready:
        """As the real one."""
        return self._sandbox.ready

    def prepare(self, assignment: str, filename: str, source: str) -> None:
        """As the real one."""
        self._sandbox.prepare(assignment, filename, source)

    def start(self) -> Child:
        """As the real one."""
        return self._sandbox.start()

    def close(self) -> None:
        """Stay."""

"""What makes a thread see a machine: torch's modes, which belong to a thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from grader.devices.defaults import restored
from grader.devices.functions import Functions
from grader.devices.machine import Machine, entered
from grader.devices.operators import Operators


@contextmanager
def seeing(machine: Machine) -> Iterator[None]:
    """Let this thread see a machine; afterwards its default device is what it was."""
    operators = Operators(machine)
    functions = Functions(machine, operators)
    with entered(machine), operators, functions, restored(machine):
        yield

"""Causes of failures that are known by themselves, by name."""

from __future__ import annotations

from enum import StrEnum

from grader.results import Kind


class Cause(StrEnum):
    """What lies behind a failure; failures by one cause are one mistake."""

    NO_SUPER_INIT = "no super init"
    NO_FORWARD = "forward misspelt"
    RETURNS_NONE = "returns None"
    RETURNS_NO_TENSOR = "returns no tensor"
    NOT_CALLED = "not called"
    IN_PLACE = "in place"
    NEEDS_FLOATS = "requires gradients"
    DETACHED = "detached"
    NUMPY_OF_GPU = "numpy of a GPU"
    TWO_DEVICES = "two devices"
    TOO_LARGE = "too large"
    STATEFUL = "stateful"  # what a call owes to those before it
    UNMEASURED = "unmeasured"  # what only a thorough look can decide

    @property
    def home(self) -> Kind | None:
        """The kind of check that describes it.

        Where one of that kind has failed for the same exercise, other checks that fail
        by the same cause are blocked by it.
        """
        return _HOMES.get(self)


_HOMES = {
    Cause.NO_SUPER_INIT: Kind.CONTRACT,
    Cause.NO_FORWARD: Kind.CONTRACT,
    Cause.RETURNS_NONE: Kind.CONTRACT,
    Cause.RETURNS_NO_TENSOR: Kind.CONTRACT,
    Cause.IN_PLACE: Kind.PURITY,
    Cause.NEEDS_FLOATS: Kind.PURITY,
    Cause.DETACHED: Kind.GRADIENT,
    Cause.NUMPY_OF_GPU: Kind.GRADIENT,
    Cause.TWO_DEVICES: Kind.DEVICE,
}

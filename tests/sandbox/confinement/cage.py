"""Runs source in a confined child of a fresh process, under chosen layers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.isolation import confinement
from grader.isolation.confinement import Layer
from tests.sandbox.confinement.confined import Outcome

PROJECT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("confined.py")


# What a namespace layer needs beside itself.


WITH = {
    Layer.PRIVATE_PROC: (Layer.PID_NAMESPACE, Layer.MOUNT_NAMESPACE),
    Layer.SCRATCH_TMPFS: (Layer.MOUNT_NAMESPACE,),
    Layer.READ_ONLY_MOUNTS: (Layer.MOUNT_NAMESPACE, Layer.SCRATCH_TMPFS),
    Layer.TASK_LIMIT: (Layer.PID_NAMESPACE,),
}


CHILD_LAYERS = {
    Layer.CLEAN_PROCESS,
    Layer.RLIMITS,
    Layer.PRIVILEGES,
    Layer.LANDLOCK,
    Layer.SECCOMP,
    Layer.WITNESS,
}


class Cage:
    """Runs source in a confined child.

    Args:
        scratch: The child's folder, where no tmpfs is mounted.
        offered: The layers of this machine.
    """

    def __init__(
        self, scratch: Path, offered: Mapping[str, confinement.LayerStatus]
    ) -> None:
        self.scratch = scratch
        self._offered = offered

    def run(
        self, source: str, *, without: tuple[str, ...] = (), **order: Any
    ) -> Outcome:
        """Run source under all layers but some."""
        return carry_out(
            source=source, scratch=str(self.scratch), without=without, **order
        )

    def only(self, source: str, *layers: Layer, **order: Any) -> Outcome:
        """Run source under the given layers alone, and what they need."""
        needed = [other for layer in layers for other in WITH.get(layer, ())]
        kept = {*layers, *needed}
        if kept - CHILD_LAYERS:
            kept.add(Layer.USER_NAMESPACE)
        for layer in layers:
            if not self._offered[layer].active:
                pytest.skip(f"no {layer} here: {self._offered[layer].detail}")
        left_out = tuple(layer.value for layer in Layer if layer not in kept)
        return self.run(source, without=left_out, **order)


def carry_out(**order: Any) -> Outcome:
    """Start the stand-in of the nursery, with one order."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        input=json.dumps(order, default=str).encode(),
        capture_output=True,
        env={"PYTHONPATH": str(PROJECT)},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return msgspec.json.decode(done.stdout, type=Outcome)


def python(source: str) -> subprocess.CompletedProcess[bytes]:
    """Run source in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", source],
        capture_output=True,
        env={"PYTHONPATH": str(PROJECT)},
        timeout=60,
        check=False,
    )


def assert_breached_unless(
    layer: Layer | None, outcome: Outcome, value: str, refusal: str | tuple[str, ...]
) -> None:
    """Assert that a breach succeeded, or that the layer refused it."""
    if layer is None:
        assert (outcome.value, outcome.error) == (value, "")
    else:
        assert outcome.value is None
        refusals = (refusal,) if isinstance(refusal, str) else refusal
        assert any(text in outcome.error for text in refusals), outcome.error

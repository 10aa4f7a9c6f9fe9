"""Layers: the names of what confines a child, and whether each one does."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum

import msgspec

NAMESPACES = "namespaces"
"""Stands, in `without`, for every layer that `enter_namespaces` adds."""


class Layer(StrEnum):
    """One way of confining, outermost first."""

    USER_NAMESPACE = "user-namespace"
    PID_NAMESPACE = "pid-namespace"
    NET_NAMESPACE = "net-namespace"
    IPC_NAMESPACE = "ipc-namespace"
    UTS_NAMESPACE = "uts-namespace"
    MOUNT_NAMESPACE = "mount-namespace"
    PRIVATE_PROC = "private-proc"
    SCRATCH_TMPFS = "scratch-tmpfs"
    TASK_LIMIT = "task-limit"
    READ_ONLY_MOUNTS = "read-only-mounts"
    CLEAN_PROCESS = "clean-process"
    RLIMITS = "rlimits"
    PRIVILEGES = "privileges"
    LANDLOCK = "landlock"
    SECCOMP = "seccomp"
    WITNESS = "witness"


NAMESPACE_LAYERS = frozenset(
    {
        Layer.USER_NAMESPACE,
        Layer.PID_NAMESPACE,
        Layer.NET_NAMESPACE,
        Layer.IPC_NAMESPACE,
        Layer.UTS_NAMESPACE,
        Layer.MOUNT_NAMESPACE,
        Layer.PRIVATE_PROC,
        Layer.SCRATCH_TMPFS,
        Layer.TASK_LIMIT,
        Layer.READ_ONLY_MOUNTS,
    }
)
"""What is done to the nursery, and inherited; a child does the others itself."""

MINIMUM = frozenset({Layer.CLEAN_PROCESS, Layer.RLIMITS, Layer.LANDLOCK, Layer.SECCOMP})
"""Without one of these, untrusted work can read the course, use the network or
stop the machine: files, system calls and amounts are then unbounded."""


class LayerStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a layer confines children here.

    `detail` says what it does, or why it does not; `fix` how to get it.
    """

    name: str
    active: bool
    detail: str = ""
    fix: str = ""


def wanted(without: Iterable[str]) -> frozenset[Layer]:
    """Name the layers that are left when some are switched off.

    Raises:
        ValueError: A name in `without` is not a layer.
    """
    left_out = set(without)
    named = {Layer(name) for name in left_out - {NAMESPACES}}
    if NAMESPACES in left_out:
        named |= NAMESPACE_LAYERS
    if Layer.SCRATCH_TMPFS in named:  # else the scratch folder would be read-only, too
        named.add(Layer.READ_ONLY_MOUNTS)
    return frozenset(Layer) - named


def switched_off(layer: Layer) -> LayerStatus:
    """Make the status of a layer that someone asked to leave out."""
    return LayerStatus(name=layer, active=False, detail="switched off")


def watched() -> LayerStatus:
    """Make the status of the witness, which is in every child, on every system."""
    return LayerStatus(
        name=Layer.WITNESS,
        active=True,
        detail="what reaches for the grader's own objects is refused and reported",
    )


def only_linux(layer: Layer) -> LayerStatus:
    """Make the status of a layer on another system."""
    return LayerStatus(
        name=layer,
        active=False,
        detail=f"{sys.platform} does not offer it",
        fix="grade on Linux, or in WSL2",
    )


def in_order(statuses: Iterable[LayerStatus]) -> tuple[LayerStatus, ...]:
    """Sort statuses outermost layer first."""
    order = {layer.value: place for place, layer in enumerate(Layer)}
    return tuple(sorted(statuses, key=lambda status: order[status.name]))

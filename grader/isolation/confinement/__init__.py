"""Confinement: what keeps a child's student code from everything else."""

from grader.isolation.confinement.cleanup import (
    EXIT_DISK_FULL,
    empty_folder,
    holds_too_much,
    reap_everything,
)
from grader.isolation.confinement.confine import EXIT_UNCONFINED, Confinement
from grader.isolation.confinement.layers import (
    MINIMUM,
    NAMESPACES,
    Layer,
    LayerStatus,
)
from grader.isolation.confinement.namespaces import NamespaceState, enter_namespaces
from grader.isolation.confinement.readable import readable_paths, refuse_readable
from grader.isolation.confinement.survey import survey

__all__ = [
    "EXIT_DISK_FULL",
    "EXIT_UNCONFINED",
    "MINIMUM",
    "NAMESPACES",
    "Confinement",
    "Layer",
    "LayerStatus",
    "NamespaceState",
    "empty_folder",
    "enter_namespaces",
    "holds_too_much",
    "readable_paths",
    "reap_everything",
    "refuse_readable",
    "survey",
]

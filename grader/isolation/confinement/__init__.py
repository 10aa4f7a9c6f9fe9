"""Confinement: what keeps a child's student code from everything else."""

from grader.isolation.confinement.cleanup import empty_folder, reap_everything
from grader.isolation.confinement.confine import EXIT_UNCONFINED, Confinement
from grader.isolation.confinement.layers import (
    MINIMUM,
    NAMESPACES,
    Layer,
    LayerStatus,
)
from grader.isolation.confinement.namespaces import NamespaceState, enter_namespaces
from grader.isolation.confinement.readable import readable_paths
from grader.isolation.confinement.survey import survey

__all__ = [
    "EXIT_UNCONFINED",
    "MINIMUM",
    "NAMESPACES",
    "Confinement",
    "Layer",
    "LayerStatus",
    "NamespaceState",
    "empty_folder",
    "enter_namespaces",
    "readable_paths",
    "reap_everything",
    "survey",
]

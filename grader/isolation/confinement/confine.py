"""Confinement of one child: all layers, prepared once and applied after a fork."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from grader.errors import SandboxError
from grader.isolation.confinement import (
    landlock,
    namespaces,
    privileges,
    process,
    rlimits,
    seccomp,
)
from grader.isolation.confinement.layers import (
    Layer,
    LayerStatus,
    in_order,
    only_linux,
    switched_off,
    wanted,
    watched,
)
from grader.isolation.limits import Limits

EXIT_UNCONFINED = 97
"""Exit code of a child that could not be confined, and so ran nothing."""


class Confinement:
    """Confines forked children of the process that prepared it."""

    def __init__(
        self,
        *,
        limits: Limits,
        statuses: Iterable[LayerStatus],
        rules: landlock.Rules | None = None,
        filter_: seccomp.Filter | None = None,
    ) -> None:
        """Keep what is ready to be applied.

        Args:
            limits: What a child may use.
            statuses: Every layer, active or not.
            rules: Landlock's rules, where that layer is active.
            filter_: The seccomp filter, where that layer is active.
        """
        self.statuses = in_order(statuses)
        self._active = {s.name for s in self.statuses if s.active}
        self.count_again(limits)
        self._rules = rules
        self._filter = filter_
        self._nursery = os.getpid()

    @classmethod
    def prepare(
        cls,
        limits: Limits,
        *,
        scratch_root: Path,
        readable: Sequence[Path],
        without: Iterable[str] = (),
    ) -> Confinement:
        """Do all that can be done once, in the nursery, after its imports.

        The nursery itself changes too, so that each child need not: it loses its
        environment and, in a mount namespace of its own, the right to write any
        file outside the scratch folder.

        Args:
            limits: What a child may use.
            scratch_root: Where children may write; one runs at a time, and the
                folder is emptied between them.
            readable: Files and folders that a child may read.
            without: Names of layers to leave out.

        Raises:
            SandboxError: A layer that this machine offers cannot be prepared.
        """
        layers = wanted(without)
        statuses = [*namespaces.current().statuses, *_offered(layers)]
        statuses.append(namespaces.seal(layers))
        active = {s.name for s in statuses if s.active}
        if Layer.PRIVILEGES in active:
            privileges.forgo_regaining()
        if Layer.CLEAN_PROCESS in active:
            process.scrub_environment(os.fspath(scratch_root))
        return cls(
            limits=limits,
            statuses=statuses,
            rules=_rules(scratch_root, readable) if Layer.LANDLOCK in active else None,
            filter_=seccomp.compile_filter() if Layer.SECCOMP in active else None,
        )

    def count_again(self, limits: Limits) -> None:
        """Let the memory of children count from what this process maps by now."""
        self._limits = rlimits.pairs(
            limits, own_user_namespace=Layer.USER_NAMESPACE in self._active
        )

    @property
    def layers(self) -> tuple[str, ...]:
        """Names of the active layers, outermost first."""
        return tuple(str(s.name) for s in self.statuses if s.active)

    def apply(self, scratch: Path, keep_fds: Sequence[int]) -> None:
        """Confine this process, a fresh child of the nursery.

        A child that cannot be confined as `layers` says ends here, with exit
        code `EXIT_UNCONFINED`.

        Args:
            scratch: Its folder, the scratch root or a folder in it.
            keep_fds: Descriptors to keep, besides standard output and error.
        """
        try:
            self._apply(scratch, keep_fds)
        except BaseException as error:
            _end_unconfined(error)

    def _apply(self, scratch: Path, keep_fds: Sequence[int]) -> None:
        """Apply the layers, those that forbid most last."""
        if Layer.CLEAN_PROCESS in self._active:
            process.leave_nursery(os.fspath(scratch), self._nursery)
        if Layer.RLIMITS in self._active:
            rlimits.lower(self._limits)
        if Layer.PRIVILEGES in self._active:
            privileges.drop()
        if self._rules is not None:
            self._rules.enforce()
        if Layer.CLEAN_PROCESS in self._active:
            process.close_descriptors(keep_fds)
        if self._filter is not None:
            self._filter.install()


def _offered(layers: frozenset[Layer]) -> list[LayerStatus]:
    """Find out which of a child's own layers this machine offers."""
    offers = {
        Layer.CLEAN_PROCESS: process.status,
        Layer.RLIMITS: rlimits.status,
        Layer.PRIVILEGES: privileges.status,
        Layer.LANDLOCK: landlock.status,
        Layer.SECCOMP: seccomp.status,
    }
    statuses = [
        (offer() if layer in layers else switched_off(layer))
        if sys.platform == "linux"
        else only_linux(layer)
        for layer, offer in offers.items()
    ]
    witness = watched() if Layer.WITNESS in layers else switched_off(Layer.WITNESS)
    return [*statuses, witness]


def _rules(scratch_root: Path, readable: Sequence[Path]) -> landlock.Rules:
    try:
        return landlock.Rules(scratch_root, readable)
    except OSError as error:
        raise SandboxError(
            problem=f"Landlock refuses a rule: {error}",
            fix="grade doctor says which layers work; leave landlock out to go on",
        ) from error


def _end_unconfined(error: BaseException) -> NoReturn:
    try:
        with suppress(OSError):
            os.write(2, f"cannot be confined: {error}\n".encode(errors="replace"))
    finally:
        os._exit(EXIT_UNCONFINED)

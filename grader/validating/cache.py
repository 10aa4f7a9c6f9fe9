"""What was proved before: remembered for as long as nothing that it rests on changes.

One small file an exercise of a checkout. A hash of everything that the outcomes
depend on decides whether it still counts; only what was as it should be is kept.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from grader import caches
from grader.validating.parts import Part, key_of, where
from grader.validating.proof import Verdict
from grader.validating.slices import slice_for

_MAX_BYTES = 1 << 20


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept of a part.

    Attributes:
        rests_on: Hash of what all of it depends on.
        reference: Whether nothing is wrong with the reference.
        verdicts: What came of each solution, by its hash: as `Verdict` has it.
    """

    rests_on: str
    reference: bool
    verdicts: dict[str, tuple[tuple[str, ...], str, bool]]


class ProofCache:
    """Proofs of earlier runs.

    Args:
        folder: Where they are kept; None to remember nothing.
        isolation: How solutions are run, on which their outcomes may depend.
    """

    def __init__(self, folder: Path | None, isolation: str = "") -> None:
        self._folder = folder
        self._isolation = isolation

    def recall(self, part: Part) -> None:
        """Fill in what is known of a part."""
        kept = self._read(part)
        if kept is None or kept.rests_on != self._rests_on(part):
            return
        for answer in part.answers:
            known = kept.verdicts.get(key_of(answer))
            if known is not None:
                part.recalled[where(answer)] = Verdict(*known)
        part.proved_before = kept.reference

    def keep(self, part: Part) -> None:
        """Remember what is as it should be; what cannot be written is forgotten."""
        path = self._path(part)
        if path is None:
            return
        known = part.recalled | part.verdicts
        keys = {where(answer): key_of(answer) for answer in part.answers}
        fine = {w: v for w, v in known.items() if not v.problems}
        verdicts = {keys[w]: (v.lost, v.behaviour, v.named) for w, v in fine.items()}
        data = msgspec.json.encode(_Kept(self._rests_on(part), part.proved, verdicts))
        caches.write(path, data)

    def _read(self, part: Part) -> _Kept | None:
        path = self._path(part)
        data = caches.read(path, _MAX_BYTES) if path is not None else b""
        with suppress(msgspec.DecodeError, ValueError):
            return msgspec.json.decode(data, type=_Kept)
        return None

    def _path(self, part: Part) -> Path | None:
        if self._folder is None:
            return None
        where = caches.digest(str(part.assignment.folder))[:12]
        name = f"{part.assignment.name}-{part.exercise.name}-{where}.json"
        return self._folder / name

    def _rests_on(self, part: Part) -> str:
        assignment, name = part.assignment, part.exercise.name
        exercises = [exercise.name for exercise in assignment.exercises]
        return caches.digest(
            *caches.ground(),
            self._isolation,
            assignment.name,
            repr(assignment.settings.limits),
            repr(part.exercise),
            repr(assignment.settings.repairs),
            assignment.mistakes_source,
            slice_for(name, exercises, assignment.checks_source),
            slice_for(name, exercises, assignment.reference_source),
        )


def open_cache(isolation: str) -> ProofCache:
    """Open the user's cache of what was proved under a kind of isolation."""
    return ProofCache(caches.default_folder(), isolation)

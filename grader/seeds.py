"""Seeds: one fresh number a run, from which every draw has its own."""

from __future__ import annotations

import hashlib
import secrets

SEED_BITS = 32  # short enough to be typed again


def fresh_seed() -> int:
    """Make a seed that nobody can guess."""
    return secrets.randbits(SEED_BITS)


def draw_seeds(run_seed: int, check_id: str, draws: int) -> tuple[int, ...]:
    """Derive the seeds of a check's draws; one tells nothing about another.

    Each is a non-negative integer below 2**63, as torch.Generator wants it.
    """
    return tuple(
        int.from_bytes(
            hashlib.sha256(f"{run_seed}/{check_id}/{draw}".encode()).digest()[:8], "big"
        )
        >> 1
        for draw in range(draws)
    )

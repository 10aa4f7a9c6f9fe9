"""Rules of seeds: reproducible, independent, and nothing that can be guessed."""

from __future__ import annotations

import torch

from grader.seeds import SEED_BITS, draw_seeds, fresh_seed


def test_seeds_follow_from_the_run_the_check_and_the_draw() -> None:
    """The same run gives the same inputs again; anything else gives others."""
    seeds = draw_seeds(7, "MyLinear.value.relu", 3)

    assert seeds == draw_seeds(7, "MyLinear.value.relu", 3)
    assert seeds[:2] == draw_seeds(7, "MyLinear.value.relu", 2)
    everything = {*seeds, *draw_seeds(8, "MyLinear.value.relu", 3)}
    everything |= set(draw_seeds(7, "MyLinear.value.rely", 3))
    assert len(everything) == 9


def test_seeds_do_not_move_between_versions() -> None:
    """A seed that a report printed years ago gives its inputs today."""
    assert draw_seeds(0, "a.value.b", 2) == (4006820760112880223, 3164157179545491805)


def test_seeds_fit_a_generator() -> None:
    """Every seed is a non-negative integer that torch takes."""
    for seed in draw_seeds(fresh_seed(), "x", 500):
        assert 0 <= seed < 2**63
        torch.Generator().manual_seed(seed)


def test_a_fresh_seed_is_short_and_new() -> None:
    """A person can type a seed again, and two runs do not share one."""
    seeds = {fresh_seed() for _ in range(50)}

    assert len(seeds) > 45
    assert max(seeds) < 2**SEED_BITS

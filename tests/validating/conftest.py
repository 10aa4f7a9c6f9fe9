"""A way to prove the small course."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.isolation.sandbox import Sandbox
from grader.validating import prove
from grader.validating.cache import ProofCache
from grader.validating.proof import Proof
from tests.validating.provable import SEED, Prove


@pytest.fixture
def proved(kept_sandbox: Sandbox) -> Prove:
    """Prove the assignment in a folder."""

    def run(
        folder: Path,
        *,
        cache: ProofCache | None = None,
        seed: int = SEED,
        seeds: int = 1,
    ) -> Proof:
        assignment = load_assignment(folder)
        (proof,) = prove(
            [assignment],
            lambda _: kept_sandbox,
            seed=seed,
            seeds=seeds,
            jobs=1,
            cache=cache,
        )
        return proof

    return run

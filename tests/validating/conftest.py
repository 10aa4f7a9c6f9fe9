"""A sandbox for all of these tests, and a way to prove the small course in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.isolation.limits import Limits
from grader.isolation.sandbox import NurserySandbox, Sandbox
from grader.validating import prove
from grader.validating.cache import ProofCache
from grader.validating.proof import Proof
from tests.validating.provable import SEED, Kept, Prove


@pytest.fixture(scope="session")
def kept_sandbox() -> Iterator[Sandbox]:
    """Start one nursery."""
    with NurserySandbox(Limits()) as sandbox:
        yield Kept(sandbox)


@pytest.fixture
def proved(kept_sandbox: Sandbox) -> Prove:
    """Prove the assignment in a folder."""

    def run(
        folder: Path, *, cache: ProofCache | None = None, seed: int = SEED
    ) -> Proof:
        assignment = load_assignment(folder)
        (proof,) = prove(
            [assignment], lambda _: kept_sandbox, seed=seed, jobs=1, cache=cache
        )
        return proof

    return run

"""What the fuzz changes: frames are short, and so samples are small."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.comparing import distributions


@pytest.fixture(autouse=True, scope="module")
def _samples_of_any_size() -> Iterator[None]:
    """Let distributions be compared in a few elements: not for their power here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distributions, "FEWEST", 1)
        yield

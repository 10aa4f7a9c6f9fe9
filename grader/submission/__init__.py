"""What a student handed in, read without running it."""

from grader.submission.reading import (
    MAX_SOURCE_BYTES,
    Submission,
    Unit,
    excerpt,
    read_submission,
)

__all__ = ["MAX_SOURCE_BYTES", "Submission", "Unit", "excerpt", "read_submission"]

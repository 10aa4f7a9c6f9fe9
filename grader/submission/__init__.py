"""What a student handed in, read without running it."""

from grader.submission.answers import MAX_SOURCE_BYTES, Submission
from grader.submission.reading import excerpt, read_submission
from grader.submission.units import Unit

__all__ = ["MAX_SOURCE_BYTES", "Submission", "Unit", "excerpt", "read_submission"]

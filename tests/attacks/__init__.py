"""Submissions that attack the grader, and the runner that sees them fail."""

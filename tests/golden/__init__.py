"""Whole reports, compared with what they were."""

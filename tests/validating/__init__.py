"""Tests of `grade validate`."""

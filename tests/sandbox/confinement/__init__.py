"""Tests of `grader.isolation.confinement`."""

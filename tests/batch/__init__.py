"""Tests of `grader.batch`."""

"""Tests that start confined processes."""

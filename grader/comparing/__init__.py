"""Observations, and how two of them are compared: pure, numpy only."""

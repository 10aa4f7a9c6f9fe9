"""Processes: how a probe runs on student code without sharing anything with it."""

"""Tests of what students read, on whole submissions."""

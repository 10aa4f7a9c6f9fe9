"""Simulated GPUs: CUDA devices with real values, on a machine that has none."""

from grader.devices.simulation import simulated_gpus

__all__ = ["simulated_gpus"]

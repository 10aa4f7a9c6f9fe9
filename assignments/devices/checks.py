"""Checks of `devices`: which devices there are (D2L 5.6)."""

from __future__ import annotations

import torch

from grader import check

# --- try_gpu ------------------------------------------------------------------


@check("contract")
def returns_a_device(try_gpu, observe, gpus):
    """`try_gpu()` and `try_gpu(i)` return a torch.device; `i` is 0 if left out."""
    observed = {}
    for count in (0, 2):
        with gpus(count):
            observed[f"with {count} GPUs, try_gpu()"] = observe.call(try_gpu)
            observed[f"with {count} GPUs, try_gpu(1)"] = observe.call(try_gpu, 1)
            observed[f"with {count} GPUs, try_gpu(5)"] = observe.call(try_gpu, 5)
    return observed


def devices_given(try_gpu, gpus, count, indices):
    """Ask for each index on a machine with that many GPUs."""
    with gpus(count):
        return [torch.device(try_gpu(index)) for index in indices]


@check("device", points=2, hint="Which numbers do three GPUs have?", draws=1)
def existing_gpu(try_gpu, gpus):
    """`cuda:i` is returned where GPU number `i` exists."""
    found = {n: devices_given(try_gpu, gpus, n, range(n)) for n in (1, 2, 4)}
    with gpus(2):
        return found | {"default": torch.device(try_gpu())}


@check("device", points=2, hint="With two GPUs, is there a number 2?")
def missing_gpu_is_cpu(try_gpu, gpus):
    """The CPU is returned where GPU number `i` does not exist."""
    return {
        count: devices_given(try_gpu, gpus, count, (count, count + 1, count + 7))
        for count in (0, 1, 2, 4)
    }


# --- try_all_gpus -------------------------------------------------------------


@check("contract")
def returns_a_list(try_all_gpus, observe, gpus):
    """`try_all_gpus()` returns a list of torch.device."""
    observed = {}
    for count in (2, 0):
        with gpus(count):
            observed[f"with {count} GPUs, try_all_gpus()"] = observe.call(try_all_gpus)
    return observed


def all_devices(try_all_gpus, gpus, count):
    """Ask for all devices of a machine with that many GPUs."""
    with gpus(count):
        return [torch.device(device) for device in try_all_gpus()]


@check("device", points=2, hint="How many GPUs are there, and from what number?")
def every_gpu_in_order(try_all_gpus, gpus):
    """Every GPU is listed, in order."""
    return {count: all_devices(try_all_gpus, gpus, count) for count in (1, 2, 4)}


@check("device", hint="What remains on a machine without a GPU?")
def cpu_when_there_is_none(try_all_gpus, gpus):
    """Without a GPU, the list holds the CPU."""
    return all_devices(try_all_gpus, gpus, 0)

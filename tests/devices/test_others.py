"""Rules of accelerators that are not CUDA's, such as Apple's."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
import torch

from grader.devices import simulated_gpus

QUESTIONS: list[tuple[object, str]] = [
    (torch.backends.mps, "is_available"),
    (torch.backends.mps, "is_built"),
    (torch.mps, "device_count"),
    (torch.xpu, "is_available"),
    (torch.xpu, "device_count"),
]
# A Mac, as far as torch can be asked; then a child of the grader's there.
ON_A_MAC = """
    import torch
    from torch.backends import mps
    mps.is_available = mps.is_built = torch.xpu.is_available = lambda: True
    torch.mps.device_count = torch.xpu.device_count = lambda: 1
    torch._C._accelerator_getAccelerator = lambda: torch.device("mps")

    from grader.devices.simulation import simulated_gpus, stay_installed
    stay_installed()

    def answers():
        return [
            mps.is_available(), mps.is_built(), torch.mps.device_count(),
            torch.xpu.is_available(), torch.xpu.device_count(),
            torch.accelerator.current_accelerator(), torch.accelerator.is_available(),
        ]
    print(answers())
    with simulated_gpus(1):
        print(answers())
"""
NONE_OF_THEM = "[False, False, 0, False, 0, "


@pytest.mark.parametrize("count", [0, 2])
@pytest.mark.parametrize(("owner", "name"), QUESTIONS)
def test_a_simulated_machine_has_no_other_accelerator(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, count: int
) -> None:
    """Whatever the real machine has; outside, torch answers as ever."""
    monkeypatch.setattr(owner, name, lambda: True)

    with simulated_gpus(count):
        assert not getattr(owner, name)()
    assert getattr(owner, name)()


def test_a_child_sees_no_other_accelerator() -> None:
    """What prefers Apple's device is judged the same on a Mac and elsewhere."""
    found = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(ON_A_MAC)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout.splitlines() == [
        f"{NONE_OF_THEM}None, False]",
        f"{NONE_OF_THEM}device(type='cuda'), True]",
    ]


def test_attributes_of_tensors_answer_what_torch_asks_of_its_own() -> None:
    """An older torch asks each for the class that it is of, and breaks without."""
    with simulated_gpus(1):
        for name in ("device", "is_cuda", "is_cpu", "grad"):
            assert hasattr(vars(torch.Tensor)[name], "__objclass__")

"""Answer one question about real CUDA, in a process that simulates nothing.

`python -m tests.devices.agreement.alone PROGRAM FILE` runs a program on the real
devices and writes its outcome; with `--machine` in place of a program it describes
the machine.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import torch

from tests.devices.agreement.outcome import outcome
from tests.devices.agreement.program import program_named
from tests.devices.agreement.standin import CARD, loaded
from tests.devices.agreement.worlds import NO_CUDA, Machine, NoCudaError


def main(question: str, file: str) -> int:
    """Write the answer into the file; return the exit code."""
    try:
        answer = _machine() if question == "--machine" else _outcome(question)
    except NoCudaError as error:
        sys.stderr.write(f"{error}\n")
        return NO_CUDA
    Path(file).write_bytes(answer)
    return 0


def _machine() -> bytes:
    """Describe torch, CUDA and the cards."""
    cards = _cards()
    if not cards:
        raise NoCudaError("no CUDA device is available here")
    names = tuple(torch.cuda.get_device_name(card) for card in range(cards))
    if CARD in names:
        raise NoCudaError("the cards are those of the stand-in runtime")
    described = Machine(
        torch=str(torch.__version__),
        cuda=str(torch.version.cuda),
        cudnn=str(torch.backends.cudnn.version()),  # type: ignore[no-untyped-call]
        driver=_driver(),
        cards=names,
    )
    return msgspec.json.encode(described)


def _outcome(name: str) -> bytes:
    """Run a program on the devices that this process sees."""
    made = program_named(name)
    cards = _cards()
    if cards != made.gpus:
        raise NoCudaError(f"{name} needs {made.gpus} CUDA devices; {cards} are here")
    # With TF32, convolutions keep three digits only; CUDA's default is on.
    torch.backends.cudnn.allow_tf32 = False
    return msgspec.json.encode(outcome(made))


def _cards() -> int:
    """Count the devices of a torch that was built with CUDA."""
    if torch.version.cuda is None:
        raise NoCudaError(f"this PyTorch ({torch.__version__}) was built without CUDA")
    if loaded():
        raise NoCudaError("the stand-in runtime is loaded, which is no card")
    return torch.cuda.device_count()


def _driver() -> str:
    """Ask nvidia-smi for the version of the driver."""
    command = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.partition("\n")[0].strip()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""The worlds a program runs in: simulated GPUs, real ones, and the CPU alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from grader.devices import simulated_gpus
from tests.devices.agreement.outcome import Outcome, outcome
from tests.devices.agreement.program import NAMES, Program

ROOT = Path(__file__).parents[3]
# Time for one program: importing torch, starting CUDA, a few lines.
LIMIT_S = 100
NO_CUDA = 3  # exit code of `alone` where there is no real CUDA


class NoCudaError(Exception):
    """There is no real CUDA device here, or too few."""


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """The machine that real outcomes come from.

    Args:
        torch: Version of PyTorch.
        cuda: Version of CUDA that it was built with.
        cudnn: Version of cuDNN.
        driver: Version of the driver, as nvidia-smi says.
        cards: Name of each card.
    """

    torch: str
    cuda: str
    cudnn: str
    driver: str
    cards: tuple[str, ...]


def simulated(made: Program) -> Outcome:
    """Run a program with as many simulated GPUs as it needs."""
    with simulated_gpus(made.gpus):
        return outcome(made)


def on_cpu(made: Program) -> Outcome:
    """Run a program with the CPU in place of every GPU."""
    return outcome(made, dict.fromkeys(NAMES, "cpu"))


def really(made: Program) -> Outcome:
    """Run a program with as many real GPUs as it needs, in a process of its own.

    Raises:
        NoCudaError: There are too few.
        RuntimeError: The process ended without an answer.
    """
    return msgspec.json.decode(ask(made.name, gpus=made.gpus), type=Outcome)


def machine() -> Machine:
    """Describe the real CUDA of this machine.

    Raises:
        NoCudaError: There is none.
    """
    return msgspec.json.decode(ask("--machine", gpus=None), type=Machine)


def ask(question: str, *, gpus: int | None) -> bytes:
    """Ask a fresh process, in which nothing is simulated.

    A fresh process sees just so many cards, and a program that spoils its CUDA
    context (an assertion on the device) spoils nobody else's.

    Args:
        question: Name of a program, or `--machine`.
        gpus: How many cards it shall see; all of them if None.

    Returns:
        Its answer, in JSON.

    Raises:
        NoCudaError: There is no real CUDA, or too few cards.
        RuntimeError: The process ended without an answer.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [sys.executable, "-m", "tests.devices.agreement.alone"]
        done = subprocess.run(
            [*command, question, str(answer)],
            cwd=ROOT,
            env=os.environ | _visible(gpus),
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        if done.returncode == NO_CUDA:
            raise NoCudaError(done.stderr.strip())
        if done.returncode or not answer.exists():
            raise RuntimeError(
                f"{question} ended with {done.returncode}: {done.stderr}"
            )
        return answer.read_bytes()


def _visible(gpus: int | None) -> dict[str, str]:
    """Return the variable that hides all but the first cards."""
    name = "CUDA_VISIBLE_DEVICES"
    if gpus is None:
        return {}
    known = os.environ.get(name)
    cards = known.split(",") if known else [str(number) for number in range(gpus)]
    return {name: ",".join(cards[:gpus])}

"""What this machine offers: torch, devices, layers of isolation (`grade doctor`)."""

from __future__ import annotations

import importlib.metadata
import platform
import subprocess
import sys
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

import grader
from grader.trial import problem_of_grading

MINIMUM_PYTHON = (3, 11)
MINIMUM_TORCH = (2, 6)
TORCH_TIMEOUT_S = 180
_DEVICES = "import torch; print(torch.cuda.device_count(), torch.version.cuda or '')"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: What it is.
        good: Whether it is as it should be.
        detail: Its version, what it does, or what is wrong with it.
        fix: What to do about it, if anything.
        needed: Whether grading needs it.
    """

    name: str
    good: bool
    detail: str
    fix: str = ""
    needed: bool = False


def examine() -> tuple[Finding, ...]:
    """Look at everything; change nothing."""
    return (*_versions(), _devices(), *_layers(), _grading())


def _versions() -> list[Finding]:
    python = sys.version_info[:2]
    return [
        Finding("grader", True, grader.__version__),
        Finding(
            "python",
            python >= MINIMUM_PYTHON,
            platform.python_version(),
            "install Python 3.11 or newer",
            needed=True,
        ),
        _torch(),
    ]


def _torch() -> Finding:
    fix = "pip install -c constraints.txt torch"
    try:
        version = importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return Finding("torch", False, "not installed", fix, needed=True)
    numbers = tuple(int(part) for part in version.split("+")[0].split(".")[:2])
    return Finding("torch", numbers >= MINIMUM_TORCH, version, fix, needed=True)


def _devices() -> Finding:
    """Ask torch in a process of its own: this one never imports it."""
    done = subprocess.run(
        [sys.executable, "-c", _DEVICES],
        capture_output=True,
        text=True,
        timeout=TORCH_TIMEOUT_S,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        return Finding("devices", False, " ".join(last) or "torch cannot be imported")
    count, _, cuda = done.stdout.strip().partition(" ")
    detail = f"{count} CUDA devices (CUDA {cuda})" if cuda else "CPU build of torch"
    return Finding("devices", True, f"{detail}; device checks simulate what they need")


def _grading() -> Finding:
    """Grade one real exercise: what no version tells shows there."""
    problem = problem_of_grading(plain=sys.platform != "linux")
    detail = problem or "an exercise with gradients and devices was graded"
    return Finding("grading", not problem, detail, needed=True)


def _layers() -> list[Finding]:
    if sys.platform != "linux":
        return [
            Finding(
                "isolation",
                False,
                "plain processes, unconfined: grade only code that you trust",
                "use Linux, or a Linux container, for submissions of others",
            )
        ]
    from grader.isolation.confinement import MINIMUM, survey

    return [
        Finding(
            layer.name,
            layer.active,
            layer.detail,
            layer.fix,
            needed=layer.name in MINIMUM,
        )
        for layer in survey()
    ]


def print_findings(findings: tuple[Finding, ...], console: Console) -> None:
    """Print a line for each finding, with the fix under what is missing."""
    table = Table(box=None, show_header=False, padding=(0, 1))
    table.add_column(width=1)
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for item in findings:
        mark = (
            "[green]✓[/]"
            if item.good
            else "[red]✗[/]"
            if item.needed
            else "[yellow]-[/]"
        )
        detail = (
            item.detail if item.good or not item.fix else f"{item.detail}\n→ {item.fix}"
        )
        table.add_row(mark, item.name, detail)
    console.print(table)
    missing = [item.name for item in findings if item.needed and not item.good]
    if missing:
        console.print(
            f"Missing for grading the code of others: {', '.join(missing)}", style="red"
        )
    else:
        console.print("All that grading needs is here.", style="green")

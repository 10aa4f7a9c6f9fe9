"""A program: a few lines that use a device, and what CUDA does with them."""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from tests.devices.agreement import programs

Compares = Literal["values", "places", "kind"]
# What a program may ask for, and what it gets in a world with CUDA.
NAMES = {"gpu": "cuda:0", "other": "cuda:1"}
ARGUMENTS = (*NAMES, "folder")


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What CUDA answers to a faulty program.

    Args:
        error: Type of the error; a subclass is as good.
        text: Regular expression found in the first line of the error's text.
        source: File of PyTorch that holds the text.
    """

    error: type[Exception]
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Program:
    """A function of a few lines, and what it declares about its outcome.

    Args:
        name: Name of the function; no two programs share one.
        theme: Module it stands in.
        title: First line of its docstring.
        run: The function.
        gpus: Devices it needs; it sees exactly so many.
        refused: What CUDA answers, for a faulty program.
        on: Device of every tensor it returns, or of each in turn.
        gives: Everything it returns that is no tensor, in turn.
        compares: What two worlds must agree in: everything; all but the values
            of tensors ("places"); or only whether it returned ("kind").
        because: Why not everything is compared.
        differs: Why the simulation is known to answer otherwise.
        unseen: Why the stand-in runtime, which runs no kernel, cannot tell its outcome.
        arguments: Names of the arguments that the function asks for.
    """

    name: str
    theme: str
    title: str
    run: Callable[..., object]
    gpus: int
    refused: Refusal | None
    on: str | tuple[str, ...]
    gives: tuple[object, ...] | None
    compares: Compares
    because: str
    differs: str
    unseen: str
    arguments: tuple[str, ...]

    @property
    def faulty(self) -> bool:
        """Whether CUDA refuses it."""
        return self.refused is not None

    @property
    def runs_on_cpu(self) -> bool:
        """Whether it is the same program, with the same values, without a GPU."""
        return not self.faulty and "gpu" in self.arguments and self.compares == "values"

    @property
    def source_hash(self) -> str:
        """Say which text was run: the function, and what its module shares."""
        text = inspect.getsource(self.run) + _shared_text(inspect.getfile(self.run))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


_KNOWN: dict[str, Program] = {}


def program(
    *,
    gpus: int = 1,
    refused: Refusal | None = None,
    on: str | tuple[str, ...] | None = None,
    gives: list[object] | None = None,
    compares: Compares = "values",
    because: str = "",
    differs: str = "",
    unseen: str = "",
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Register the function as a program; see `Program` for the arguments.

    Raises:
        ValueError: The declaration is incomplete, or the name is taken.
    """

    def register(run: Callable[..., object]) -> Callable[..., object]:
        made = Program(
            name=run.__name__,
            theme=run.__module__.rpartition(".")[2],
            title=(inspect.getdoc(run) or "").partition("\n")[0],
            run=run,
            gpus=gpus,
            refused=refused,
            on=on if on is not None else ("cuda:0" if gpus else "cpu"),
            gives=None if gives is None else tuple(gives),
            compares=compares,
            because=because,
            differs=differs,
            unseen=unseen,
            arguments=tuple(inspect.signature(run).parameters),
        )
        _refuse_incomplete(made)
        _KNOWN[made.name] = made
        return run

    return register


def _refuse_incomplete(made: Program) -> None:
    """Raise if a declaration says too little, or if its name is taken."""
    twin = _KNOWN.get(made.name)
    problems = {
        "another program has this name": twin is not None and twin.theme != made.theme,
        "it has no docstring": not made.title,
        "an argument is not one of " + ", ".join(ARGUMENTS): not set(
            made.arguments
        ).issubset(ARGUMENTS),
        "it asks for a device and needs none": not made.gpus
        and "gpu" in made.arguments,
        "it asks for another device and needs one": made.gpus < 2
        and "other" in made.arguments,
        "say because=…": made.compares != "values" and not made.because,
        "because=… says why not all is compared": made.compares == "values"
        and bool(made.because),
    }
    for problem, met in problems.items():
        if met:
            raise ValueError(f"program {made.theme}.{made.name}: {problem}")


@cache
def _shared_text(path: str) -> str:
    """Return what a module holds besides its programs: imports, classes, constants."""
    text = Path(path).read_text(encoding="utf-8")
    tree = ast.parse(text)
    tree.body = [part for part in tree.body if not _is_program(part)]
    return ast.unparse(tree)


def _is_program(part: ast.stmt) -> bool:
    """Say whether a statement is a function decorated as a program."""
    return isinstance(part, ast.FunctionDef) and any(
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id == "program"
        for decorator in part.decorator_list
    )


@cache
def known_programs() -> tuple[Program, ...]:
    """Import every theme and return the programs, by theme and name."""
    for found in pkgutil.iter_modules(programs.__path__):
        importlib.import_module(f"{programs.__name__}.{found.name}")
    return tuple(sorted(_KNOWN.values(), key=lambda made: (made.theme, made.name)))


def program_named(name: str) -> Program:
    """Return the program of that name.

    Raises:
        KeyError: There is none.
    """
    return {made.name: made for made in known_programs()}[name]


def arguments_for(made: Program, names: dict[str, str], folder: Path) -> dict[str, Any]:
    """Return the arguments that a program asks for."""
    offered: dict[str, Any] = {**names, "folder": folder}
    return {name: offered[name] for name in made.arguments}

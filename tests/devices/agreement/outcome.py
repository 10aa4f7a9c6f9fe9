"""What became of a program, as plain data that can be kept and compared."""

from __future__ import annotations

import re
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec
import torch

from tests.devices.agreement.program import NAMES, Program, arguments_for

SEED = 0


class TensorLeaf(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A tensor that a program returned.

    Args:
        path: Where in the result it stands, such as `[0]['weight']`.
        device: Its device, such as `cuda:0`.
        dtype: Its dtype, such as `torch.float32`.
        shape: Its shape.
        requires_grad: Whether it takes part in autograd.
        values: Its elements in order, floats as `float.hex` writes them.
    """

    path: str
    device: str
    dtype: str
    shape: tuple[int, ...]
    requires_grad: bool
    values: tuple[str, ...] = ()


class PlainLeaf(msgspec.Struct, frozen=True, kw_only=True):
    """Anything else that a program returned.

    Args:
        path: Where in the result it stands.
        type: Name of its type.
        text: Its repr; a float as `float.hex` writes it.
    """

    path: str
    type: str
    text: str


class Outcome(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one run of a program.

    Args:
        kind: Whether it returned or raised.
        error: Type of the error.
        bases: Types that it derives from, itself first.
        text: First line of the error's text.
        tensors: Tensors in the result, in order.
        leaves: All else in the result, in order.
    """

    kind: Literal["returned", "raised"]
    error: str = ""
    bases: tuple[str, ...] = ()
    text: str = ""
    tensors: tuple[TensorLeaf, ...] = ()
    leaves: tuple[PlainLeaf, ...] = ()


def outcome(made: Program, names: Mapping[str, str] = NAMES) -> Outcome:
    """Run a program in the world as it is, and say what became of it.

    Args:
        made: The program.
        names: Device names that it is given as `gpu` and `other`.

    Returns:
        Its outcome. Random state and default device are as before.
    """
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            warnings.catch_warnings(),
            torch.random.fork_rng(devices=[]),
        ):
            warnings.simplefilter("ignore")
            torch.manual_seed(SEED)
            result = made.run(**arguments_for(made, dict(names), Path(folder)))
            torch.set_default_device(None)
            return returned(result)
    except Exception as error:  # whatever CUDA or torch answers
        return raised(error)
    finally:
        torch.set_default_device(None)


def raised(error: Exception) -> Outcome:
    """Describe a program that raised."""
    line = str(error).partition("\n")[0]
    return Outcome(
        kind="raised",
        error=type_name(type(error)),
        bases=tuple(type_name(base) for base in type(error).__mro__),
        # Addresses differ from run to run.
        text=re.sub(r"\b0x[0-9a-f]+\b", "0x…", line),
    )


def type_name(kind: type) -> str:
    """Name a type with its module, unless it is Python's own."""
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return module + kind.__qualname__


def returned(result: object) -> Outcome:
    """Describe a program that returned."""
    tensors: list[TensorLeaf] = []
    leaves: list[PlainLeaf] = []
    for path, leaf in _walk(result, ""):
        if isinstance(leaf, torch.Tensor):
            tensors.append(_tensor(path, leaf))
        else:
            leaves.append(plain_leaf(path, leaf))
    return Outcome(kind="returned", tensors=tuple(tensors), leaves=tuple(leaves))


def _walk(result: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield everything in nested lists, tuples and dicts, with its path.

    What is empty is yielded itself: it says something, too.
    """
    if isinstance(result, Mapping) and result:
        for key, value in result.items():
            yield from _walk(value, f"{path}[{key!r}]")
    elif isinstance(result, (list, tuple)) and result:
        for number, value in enumerate(result):
            yield from _walk(value, f"{path}[{number}]")
    else:
        yield path, result


def _tensor(path: str, tensor: torch.Tensor) -> TensorLeaf:
    """Describe a tensor."""
    elements = tensor.detach().cpu().flatten().tolist()
    return TensorLeaf(
        path=path,
        device=str(tensor.device),
        dtype=str(tensor.dtype),
        shape=tuple(tensor.shape),
        requires_grad=tensor.requires_grad,
        values=tuple(_written(element) for element in elements),
    )


def plain_leaf(path: str, leaf: object) -> PlainLeaf:
    """Describe what is no tensor."""
    return PlainLeaf(path=path, type=type_name(type(leaf)), text=_written(leaf))


def _written(value: object) -> str:
    """Write a value so that nothing is lost."""
    return value.hex() if isinstance(value, float) else repr(value)

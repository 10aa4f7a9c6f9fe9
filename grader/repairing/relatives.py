"""What does nearly the meant thing: relatives of functions, neighbours of numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import islice

from grader.edits import Edit
from grader.repairing import library
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, Change, Code
from grader.repairing.reading import called

# Of each family the first ones are tried: no more than these are often meant.
ACTIVATIONS = (
    "relu", "tanh", "sigmoid", "relu6", "leakyrelu", "elu", "gelu", "silu", "selu",
    "celu", "softplus", "hardtanh", "hardsigmoid", "prelu", "rrelu", "softmax",
)  # fmt: skip
FAMILIES = (
    ("ceil", "floor", "round", "trunc"),
    ("chunk", "split", "tensorsplit"),
)
COUSINS = (
    ("sum", "mean", "prod"),
    ("max", "min"),
    ("maximum", "minimum"),
    ("argmax", "argmin"),
    ("zeros", "ones"),
)
TRIED = 3
COUNTERPARTS = {"min": "max", "max": "min"}


def activation(code: Code, case: Case) -> Iterator[Change]:
    """Apply another activation, as a function or as a layer."""
    yield from _relatives(code, case, [ACTIVATIONS])


def relative(code: Code, case: Case) -> Iterator[Change]:
    """Call another function of the same family."""
    yield from _relatives(code, case, FAMILIES)


def cousin(code: Code, case: Case) -> Iterator[Change]:
    """Take another statistic, or another constant."""
    yield from _relatives(code, case, COUSINS)


def counterpart(code: Code, case: Case) -> Iterator[Change]:
    """Give `max=` as `min=`, and the other way round."""
    for call in code.of(ast.Call):
        for item in call.keywords:
            other = COUNTERPARTS.get(str(item.arg))
            if other and len(call.keywords) == 1:
                sentence = f"{code.shown(item)} is given, where `{other}=` is meant"
                new = f"{other}={code.text(item.value)}"
                yield Change(sentence, call.lineno, [code.replace(item, new)])


def builtin(code: Code, case: Case) -> Iterator[Change]:
    """Call torch's `sum`, `max` or `min` where Python's goes through the rows."""
    for call in code.of(ast.Call):
        name, given = called(call), call.args
        python = isinstance(call.func, ast.Name) and name not in case.known
        if name == "sum" and len(given) == 2 and not _is_plain(given[1]):
            new = f"{code.text(given[0])} + {code.text(given[1])}"
            sentence = f"{code.shown(call)} does not add one to the other"
            yield Change(sentence, call.lineno, [code.replace(call, new)])
        elif python and name == "sum" and len(given) == 1:
            sentence = f"Python's {code.shown(call)} adds up rows, and not all elements"
            new = f"({code.text(given[0])}).sum()"
            yield Change(sentence, call.lineno, [code.replace(call, new)])
        elif python and name in COUNTERPARTS and len(given) == 2:
            limits = [item for item in given if isinstance(item, ast.Constant)]
            value = next((item for item in given if item not in limits), given[0])
            limit = code.text(limits[0]) if limits else ""
            new = f"({code.text(value)}).clamp({COUNTERPARTS[name]}={limit})"
            sentence = f"Python's {code.shown(call)} compares whole tensors"
            if limits:
                yield Change(sentence, call.lineno, [code.replace(call, new)])


def rounded(code: Code, case: Case) -> Iterator[Change]:
    """Round a quotient up, where it is rounded down or to the nearest number."""
    for node in code.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
            up = f"-(-({code.text(node.left)}) // ({code.text(node.right)}))"
            how = "down"
        elif isinstance(node, ast.Call) and called(node) in ("round", "int"):
            if not isinstance(node.func, ast.Name) or len(node.args) != 1:
                continue
            up = f"int(-(-({code.text(node.args[0])}) // 1))"
            how = "down" if called(node) == "int" else "to the nearest number"
        else:
            continue
        sentence = f"{code.shown(node)} rounds {how}, where up is meant"
        yield Change(sentence, node.lineno, [code.replace(node, up)])


def slice_end(code: Code, case: Case) -> Iterator[Change]:
    """Let a slice end as far behind its start as it says: `i:h` becomes `i:i + h`."""
    for node in code.of(ast.Subscript):
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        edits: list[Edit] = []
        for part in parts:
            if isinstance(part, ast.Slice) and part.lower and part.upper:
                start, end = code.text(part.lower), code.text(part.upper)
                if start not in end and not _is_plain(part.lower):
                    edits.append(code.replace(part.upper, f"{start} + {end}"))
        if edits:
            sentence = f"{code.shown(node)} does not end where it should: start + size"
            yield Change(sentence, node.lineno, edits)


def _relatives(
    code: Code, case: Case, families: Sequence[Sequence[str]]
) -> Iterator[Change]:
    known = {name for family in families for name in family}
    calls = (call for call in code.of(ast.Call) if _bare(called(call)) in known)
    for call in islice(calls, MAX_FOUND):
        name = called(call)
        bare = _bare(name)
        family = next(item for item in families if bare in item)
        for other in (item for item in family[:TRIED] if item != bare):
            new = _exchanged(code, case, call, other, alone=family is ACTIVATIONS)
            if new:
                sentence = f"`{name}` is used, where `{new[0]}` is meant"
                yield Change(sentence, call.lineno, [code.replace(call, new[1])])


def _exchanged(
    code: Code, case: Case, call: ast.Call, other: str, *, alone: bool
) -> tuple[str, str] | None:
    """Call another function; `alone`: with what it is applied to, and no settings.

    Returns:
        Its name, and the call. None of an activation on an activation: that is a step
        too many, which another may hide, as ReLU does after a sigmoid.
    """
    if alone and any(_bare(called(inner)) in ACTIVATIONS for inner in call.args):
        return None
    path = case.path(call.func)
    given = code.text(call)[len(code.text(call.func)) :]
    if not path:
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if owner is None or not library.is_method(other):
            return None
        before = code.text(call.func)[: -len(called(call))]
        return other, f"{before}{other}{given}"
    layer = library.is_layer(path)
    every = library.cousins(other, path.rpartition(".")[0])
    found = [item for item in every if library.is_layer(item) is layer]
    found = [item for item in found if layer or library.is_function(item)]
    if alone:
        given = "()" if layer else f"({code.text(call.args[0])})" if call.args else ""
    if not found or not given:
        return None
    return found[0].rpartition(".")[2], case.spelled(found[0]) + given


def _bare(name: str) -> str:
    return name.lower().replace("_", "")


def _is_plain(node: ast.expr) -> bool:
    """Whether an argument is a number, or dimensions."""
    return isinstance(node, ast.Constant | ast.UnaryOp | ast.Tuple | ast.List)

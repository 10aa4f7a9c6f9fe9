"""Two things in the wrong order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from grader.edits import Edit
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, Change, Code
from grader.repairing.reading import called, name_of, parameters

SIZED = {"randn", "rand", "empty", "zeros", "ones", "Linear", "Tensor", "normal"}
PRODUCTS = {"mm", "matmul"}


def parameters_exchanged(code: Code, case: Case) -> Iterator[Change]:
    """Exchange two parameters that stand side by side."""
    for function in code.functions():
        if function.name not in ("__init__", case.exercise):
            continue
        own = [item for item in parameters(function) if item.arg != "self"]
        for one, other in pairwise(own[:4]):
            where = f"of `{function.name}` are exchanged"
            sentence = f"the parameters `{one.arg}` and `{other.arg}` {where}"
            edits = [_named(code, one, other.arg), _named(code, other, one.arg)]
            yield Change(sentence, function.lineno, edits)


def sizes_exchanged(code: Code, case: Case) -> Iterator[Change]:
    """Exchange the two sizes of a tensor, of a layer, or of what is unpacked."""
    calls = [call for call in code.of(ast.Call) if called(call) in SIZED]
    changes = [
        Change(
            f"the sizes in {code.shown(call)} are exchanged",
            call.lineno,
            code.exchange(*sizes),
        )
        for call in calls[:MAX_FOUND]
        for sizes in (_sizes(call),)
        if len(sizes) == 2 and code.text(sizes[0]) != code.text(sizes[1])
    ]
    yield from changes[:3]
    if len(changes) > 1:
        edits = [edit for change in changes for edit in change.edits]
        yield changes[0]._replace(edits=edits)
    for node in code.of(ast.Assign):
        target = node.targets[0]
        if isinstance(target, ast.Tuple) and len(target.elts) == 2 and _is_shape(node):
            one, other = target.elts
            sentence = f"the two sizes in {code.shown(node)} are exchanged"
            yield Change(sentence, node.lineno, code.exchange(one, other))


def factors_exchanged(code: Code, case: Case) -> Iterator[Change]:
    """Exchange the factors of a matrix product."""
    for node in code.nodes:
        factors: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            factors = [node.left, node.right]
        elif isinstance(node, ast.Call) and called(node) in PRODUCTS:
            factors = node.args
        if isinstance(node, ast.expr) and len(factors) == 2:
            sentence = f"the factors of {code.shown(node)} are exchanged"
            yield Change(sentence, node.lineno, code.exchange(factors[0], factors[1]))


def targets_exchanged(code: Code, case: Case) -> Iterator[Change]:
    """Exchange the two names of a loop."""
    for node in code.nodes:
        target = node.target if isinstance(node, ast.For | ast.comprehension) else None
        if isinstance(target, ast.Tuple) and len(target.elts) == 2:
            sentence = f"{code.shown(target)} stand in the wrong order"
            yield Change(sentence, target.lineno, code.exchange(*target.elts))


def _named(code: Code, parameter: ast.arg, name: str) -> Edit:
    start = code.unit.span(parameter)[0]
    return Edit(start, start + len(parameter.arg), name)


def _sizes(call: ast.Call) -> list[ast.expr]:
    first = call.args[0] if len(call.args) == 1 else None
    return first.elts if isinstance(first, ast.Tuple | ast.List) else call.args


def _is_shape(node: ast.Assign) -> bool:
    return name_of(node.value) == "shape" or called(node.value) == "size"

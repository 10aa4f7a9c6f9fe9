"""Steps in place, on what the caller still needs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from grader.edits import Edit
from grader.repairing import library
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, Change, Code, is_primary
from grader.repairing.reading import (
    assigned,
    body_of,
    called,
    name_of,
    own_attribute,
    parameters,
    root_of,
)

NO_TENSOR = {"self", "net", "model", "module", "device", "devices"}
MAX_SINGLE = 5
FACTORIES = {"zeros", "ones", "empty", "full", "rand", "randn", "arange", "tensor"}


class Step(NamedTuple):
    """A step in place, and the edits that take it out of place."""

    node: ast.stmt | ast.expr
    name: str
    edits: list[Edit]


def in_place(code: Code, case: Case) -> Iterator[Change]:
    """Take steps out of place, those on a parameter first."""
    made = _made(code)
    every = (step for node in code.nodes for step in _steps(code, case, node))
    steps = list(islice((step for step in every if step.name not in made), MAX_FOUND))
    steps.sort(key=lambda step: not _is_given(code, step))
    for step in steps[:MAX_SINGLE]:
        sentence = f"{code.shown(step.node)} changes `{step.name}` in place"
        yield Change(sentence, step.node.lineno, step.edits)
    if len(steps) > 1:
        edits = [edit for step in steps for edit in step.edits]
        sentence = f"`{steps[0].name}` is changed in place"
        yield Change(sentence, steps[0].node.lineno, edits)


def input_not_copied(code: Code, case: Case) -> Iterator[Change]:
    """Copy an input before anything is done to it."""
    for function in code.functions():
        names = {item.arg for item in parameters(function)} - NO_TENSOR
        for node in code.inside(function):
            name = _changed(node)
            if name in names:
                names.discard(name)
                first = (body_of(function) or function.body)[0]
                edit = code.before(first, f"{name} = {name}.clone()")
                line = getattr(node, "lineno", first.lineno)
                yield Change(f"`{name}` is changed in place", line, [edit])


def state_kept(code: Code, case: Case) -> Iterator[Change]:
    """Leave the module as it is in `forward`."""
    for node in code.of(ast.stmt):
        function = code.function(node)
        target = _target(node)
        if function is not None and function.name == "forward" and target:
            sentence = f"`forward` changes `self.{target}` in every call"
            yield Change(sentence, node.lineno, [code.deleted(node)])


def _target(node: ast.stmt) -> str:
    if isinstance(node, ast.AugAssign):
        return own_attribute(node.target)
    pair = assigned(node)
    return own_attribute(pair[0]) if pair else ""


def _is_given(code: Code, step: Step) -> bool:
    function = code.function(step.node)
    own = parameters(function) if function else []
    return step.name in {item.arg for item in own}


def _changed(node: ast.AST) -> str:
    """Return the name of what a node changes in place."""
    if isinstance(node, ast.AugAssign):
        return root_of(node.target)
    if isinstance(node, ast.Assign):
        target = node.targets[0]
        return root_of(target) if isinstance(target, ast.Subscript) else ""
    name = called(node)
    inner = isinstance(node, ast.Call) and name[-1:] == "_" and name[-2:] != "__"
    return root_of(node) if inner else ""


def _steps(code: Code, case: Case, node: ast.AST) -> Iterator[Step]:
    if isinstance(node, ast.AugAssign):
        yield from _augmented(code, node)
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        yield from _item(code, node, root_of(node.targets[0]))
    elif isinstance(node, ast.Assign):
        yield from _data(code, node, node.targets[0])
    elif isinstance(node, ast.Call):
        yield from _method(code, case, node)
        yield from _keywords(code, node)


def _augmented(code: Code, node: ast.AugAssign) -> Iterator[Step]:
    """Write `X = X + y` for `X += y`, and for `X.data += y`."""
    target: ast.expr = node.target
    if isinstance(target, ast.Attribute) and target.attr == "data":
        target = target.value
    name = root_of(target)
    if isinstance(target, ast.Subscript):
        yield from _item(code, node, name)
    elif isinstance(target, ast.Name):
        start, end = code.unit.span(node)[0], code.unit.span(node.value)[0]
        between = code.unit.source[code.unit.span(node.target)[1] : end]
        operator = between.strip().partition("=")[0]
        plain = isinstance(node.value, ast.Constant) or is_primary(
            code.text(node.value)
        )
        short = plain and not _rest(between)
        opening, closing = ("", "") if short else (f"({_rest(between)}", ")")
        edits = [Edit(start, end, f"{name} = {name} {operator} {opening}")]
        end = code.unit.span(node)[1]
        yield Step(node, name, [*edits, Edit(end, end, closing)])


def _data(code: Code, node: ast.Assign, target: ast.expr) -> Iterator[Step]:
    """Write `X = y` for `X.data = y`."""
    owner = target.value if isinstance(target, ast.Attribute) else None
    if isinstance(owner, ast.Name) and name_of(target) == "data":
        yield Step(node, owner.id, [code.replace(target, owner.id)])


def _rest(between: str) -> str:
    """Return what stands behind the `=`, such as an opening parenthesis."""
    return between.partition("=")[2].strip()


def _item(code: Code, node: ast.stmt, name: str) -> Iterator[Step]:
    """Copy what an item is assigned to, before the loops in which that is done."""
    function = code.function(node)
    if function is None or not name or name == "self":
        return
    outermost: ast.stmt = node
    while code.parent(outermost) is not function:
        parent = code.parent(outermost)
        if not isinstance(parent, ast.stmt):
            return
        outermost = parent
    yield Step(node, name, [code.before(outermost, f"{name} = {name}.clone()")])


def _made(code: Code) -> set[str]:
    """Return the names that are given new tensors: what is done to these is no harm."""
    return {
        name_of(node.targets[0])
        for node in code.of(ast.Assign)
        for made in (called(node.value),)
        if made in FACTORIES or made.endswith("_like") or made[:4] == "new_"
    }


def _method(code: Code, case: Case, call: ast.Call) -> Iterator[Step]:
    """Call `X.sub(y)` for `X.sub_(y)`, and `torch.relu(X)` for `torch.relu_(X)`."""
    name = name_of(call.func)
    if not isinstance(call.func, ast.Attribute) or not name.endswith("_"):
        return
    path, end = case.path(call.func), code.unit.span(call.func)[1]
    owner = call.args[0] if path and call.args else call.func.value
    known = library.is_function(path[:-1]) if path else library.is_method(name[:-1])
    edits = [Edit(end - 1, end, "")]
    if not known:
        if path or name.startswith("requires_grad"):
            return
        edits = [code.behind(call, owner)]
    yield Step(call, root_of(owner), [*edits, *_taken(code, call, owner)])


def _keywords(code: Code, call: ast.Call) -> Iterator[Step]:
    """Leave out `out=X` and `inplace=True`."""
    for item in call.keywords:
        if item.arg in ("out", "inplace"):
            owner = item.value if item.arg == "out" else next(iter(call.args), None)
            taken = _taken(code, call, owner) if owner else []
            name = root_of(owner) if owner else "its input"
            yield Step(call, name, [code.without(call, item), *taken])


def _taken(code: Code, call: ast.Call, owner: ast.expr) -> list[Edit]:
    """Give a result to what was changed in place, if nothing else takes it."""
    statement = code.statement(call)
    place = isinstance(owner, ast.Name | ast.Attribute | ast.Subscript)
    if isinstance(statement, ast.Expr) and statement.value is call and place:
        start = code.unit.span(statement)[0]
        return [Edit(start, start, f"{code.text(owner)} = ")]
    return []

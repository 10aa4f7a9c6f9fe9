"""Devices and dtypes that do not follow the input."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.edits import Edit
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, SHOWN, Change, Code
from grader.repairing.reading import (
    called,
    name_of,
    own_attribute,
    parameters,
)

FACTORIES = {
    "zeros", "ones", "empty", "full", "rand", "randn", "randint", "arange", "tensor",
    "eye", "linspace", "normal", "randperm",
}  # fmt: skip
FROM_NUMPY = {"from_numpy", "tensor", "as_tensor"}
LEGACY = {"Tensor", "FloatTensor", "DoubleTensor"}
COUNTING = {"arange", "randint", "randperm"}  # integers, such as indices
MOVES = {"cpu", "cuda"}
CASTS = {"float", "double", "half", "bfloat16", "long", "int"}
NO_TENSOR = {"device", "devices", "net", "model", "module", "i", "n", "dtype", "self"}
ABOUT = {"device": "device", "dtype": "dtype"}
MAX_FACTORIES = 20
MAX_CALLS = 200


class Fixed(NamedTuple):
    """A device or a dtype that is written out."""

    node: ast.expr | ast.keyword
    about: str
    sentence: str
    edits: list[Edit]


def device_assigned(code: Code, case: Case) -> Iterator[Change]:
    """Bring a tensor to a device, which cannot be assigned to it."""
    changes = []
    for node in code.of(ast.Assign):
        target = node.targets[0]
        if isinstance(target, ast.Attribute) and target.attr in ("device", "dtype"):
            owner = code.text(target.value)
            start, end = code.unit.span(node)
            text = f"{owner} = {owner}.to({code.text(node.value)})"
            sentence = f"`{owner}.{target.attr}` is read, and cannot be set: `.to` does"
            changes.append(Change(sentence, node.lineno, [Edit(start, end, text)]))
    if changes:
        yield changes[0]._replace(edits=[e for item in changes for e in item.edits])


def doubled(code: Code, case: Case) -> Iterator[Change]:
    """Make float32 of numbers that come from numpy, where they are float64."""
    calls = [call for call in code.of(ast.Call) if called(call) in FROM_NUMPY]
    calls = [call for call in calls if call.args and _is_numpy(call, case)]
    if calls:
        edits = [edit for call in calls for edit in code.around(call, "", ".float()")]
        sentence = f"{code.shown(calls[0])} is of float64, as numpy's numbers are"
        yield Change(sentence, calls[0].lineno, edits)


def _is_numpy(call: ast.Call, case: Case) -> bool:
    if name_of(call.func) == "from_numpy":
        return True
    roots = (node.id for node in ast.walk(call.args[0]) if isinstance(node, ast.Name))
    return any(case.imports.get(root, "").startswith("numpy") for root in roots)


def factories(code: Code, case: Case) -> Iterator[Change]:
    """Have all tensors that a function makes follow its input."""
    for function in code.functions():
        calls = _made_in(code, case, function)
        like = _like(code, function)
        if not calls or not like or function.name == "__init__":
            continue
        for keywords in _wanted(case):
            edits = [
                edit
                for call in calls[:MAX_FACTORIES]
                for edit in _following(code, call, keywords, like)
            ]
            names = " and ".join(keywords)
            sentence = f"{code.shown(calls[0])} does not follow the {names} of `{like}`"
            yield Change(sentence, calls[0].lineno, edits)


def fixed(code: Code, case: Case) -> Iterator[Change]:
    """Take out devices and dtypes that are written out, one by one and all together."""
    calls = [node for node in code.of(ast.Call) if _places(node)][:MAX_CALLS]
    every = [item for call in calls for item in _fixed(code, case, call)]
    found = every[:MAX_FOUND]
    found.sort(key=lambda item: not case.is_about(item.about))
    for item in found[:5]:
        yield Change(item.sentence, item.node.lineno, item.edits)
    for about in ("device", "dtype"):
        same = [item for item in found if item.about == about]
        if len(same) > 1:
            edits = [edit for item in same for edit in item.edits]
            yield Change(same[0].sentence, same[0].node.lineno, edits)


def _wanted(case: Case) -> list[tuple[str, ...]]:
    """Return the keywords that may be missing, first that which a check is about."""
    device = case.is_about("device") or any(case.matches("same device|two devices"))
    single = [("device",), ("dtype",)] if device else [("dtype",), ("device",)]
    return [single[0], ("device", "dtype"), single[1]]


def _made_in(code: Code, case: Case, function: ast.FunctionDef) -> list[ast.Call]:
    return [
        call
        for call in code.inside(function)
        if isinstance(call, ast.Call) and _is_factory(case, call)
    ]


def _is_factory(case: Case, call: ast.Call) -> bool:
    path = case.path(call.func)
    name = path.removeprefix("torch.")
    return path.startswith("torch.") and name in FACTORIES | LEGACY


def _like(code: Code, function: ast.FunctionDef) -> str:
    """Return what the tensors of a function should be like: its input, or a layer."""
    for item in parameters(function):
        told = name_of(item.annotation) if item.annotation else "Tensor"
        if item.arg not in NO_TENSOR and told == "Tensor":
            return item.arg
    for node in code.of(ast.Assign):
        if own_attribute(node.targets[0]) and called(node.value) == "Parameter":
            return f"self.{own_attribute(node.targets[0])}"
    return ""


def _following(
    code: Code, call: ast.Call, keywords: tuple[str, ...], like: str
) -> Iterator[Edit]:
    if name_of(call.func) in LEGACY:
        new = "torch.tensor" if _holds_values(call) else "torch.empty"
        yield code.replace(call.func, new)
    texts = []
    for keyword in keywords:
        if keyword == "dtype" and name_of(call.func) in COUNTING:
            continue
        given = next((item for item in call.keywords if item.arg == keyword), None)
        if given is None:
            texts.append(f"{keyword}={like}.{keyword}")
        elif _is_fixed(code, given.value):
            yield code.replace(given.value, f"{like}.{keyword}")
    if texts:
        yield code.argument(call, ", ".join(texts))


def _holds_values(call: ast.Call) -> bool:
    return len(call.args) == 1 and not isinstance(call.args[0], ast.Name | ast.Constant)


def _places(call: ast.Call) -> bool:
    """Whether a call says something of a device or a dtype."""
    said = any(item.arg in ABOUT for item in call.keywords)
    return said or name_of(call.func) in MOVES | CASTS | {"to", "type"}


def _fixed(code: Code, case: Case, call: ast.Call) -> Iterator[Fixed]:
    yield from _moved(code, case, call)
    for item in call.keywords:
        if item.arg in ABOUT and _is_fixed(code, item.value):
            sentence = f"{code.shown(item)} is fixed, whatever comes in"
            yield Fixed(item, str(item.arg), sentence, [code.without(call, item)])


def _moved(code: Code, case: Case, call: ast.Call) -> Iterator[Fixed]:
    """Yield a call that moves or converts, if it always does so in the same way."""
    if not isinstance(call.func, ast.Attribute) or case.path(call.func):
        return
    name, owner = call.func.attr, call.func.value
    known = name in MOVES | CASTS or (name in ("to", "type") and call.args)
    if not known or not all(_is_fixed(code, item) for item in call.args):
        return
    texts = ", ".join(code.text(item)[:SHOWN] for item in call.args[:3])
    cast = name in CASTS or re.search(r"dtype|float|int|double|half|Tensor", texts)
    about = "dtype" if cast else "device"
    given = f"`.{name}({texts})`" if len(texts) < SHOWN else f"`.{name}(...)`"
    how = "gives {} a fixed dtype" if cast else "puts {} on a fixed device"
    sentence = f"{given} {how.format(code.shown(owner))}"
    yield Fixed(call, about, sentence, [code.behind(call, owner)])


def _is_fixed(code: Code, value: ast.expr) -> bool:
    """Whether an expression is the same, whatever a function is given."""
    function = code.function(value)
    if function is None:
        return True
    used = _names(value) & code.bound(function)
    return all(_is_fixed_variable(code, function, name) for name in used)


def _is_fixed_variable(code: Code, function: ast.FunctionDef, name: str) -> bool:
    """Whether a variable comes from nothing else, such as `device = "cuda"`."""
    for node in code.inside(function):
        if isinstance(node, ast.Assign) and name_of(node.targets[0]) == name:
            return not _names(node.value) & code.bound(function)
    return False


def _names(node: ast.expr) -> set[str]:
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}

"""Values that are taken for one another, and what a function takes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from grader.mutating.operators.code import Change, Code, assigned, name_of
from grader.mutating.operators.tensors import Tensors, made


def mixed_up(code: Code) -> Iterator[Change]:
    """`x` becomes `y`, where both are of one kind."""
    for group in _alike(code):
        for node in code.of(ast.expr):
            text = code.text(node) if isinstance(node, ast.Name | ast.Attribute) else ""
            if text in group and isinstance(getattr(node, "ctx", None), ast.Load):
                for other in group:
                    if other != text:
                        shown = other.removeprefix("self.")
                        sentence = f"`{shown}` stands where {code.shown(node)} belongs"
                        yield sentence, code.replace(node, other)


def arguments_exchanged(code: Code) -> Iterator[Change]:
    """`def f(m: int, n: int)` becomes `def f(n: int, m: int)`."""
    for node in code.functions():
        arguments = [item for item in node.args.args if item.arg != "self"]
        for one, other in pairwise(arguments):
            names = f"`{one.arg}` and `{other.arg}`"
            yield f"{names} are taken in the wrong order", *code.exchange(one, other)


def default(code: Code) -> Iterator[Change]:
    """`i: int = 0` becomes `i: int = 1`, or has no default."""
    for node in code.functions():
        values = node.args.defaults
        names = node.args.args[len(node.args.args) - len(values) :]
        for name, value in zip(names, values, strict=True):
            yield f"`{name.arg}` has no default", code.through(name, value, "")
            other = _other_default(value)
            if other:
                sentence = f"`{name.arg}` is `{other}` by default"
                yield sentence, code.replace(value, other)


def flag(code: Code) -> Iterator[Change]:
    """`strict=True` becomes `strict=False`."""
    for call in code.of(ast.Call):
        for item in call.keywords:
            given = item.value.value if isinstance(item.value, ast.Constant) else None
            if item.arg and isinstance(given, bool):
                sentence = f"`{item.arg}` is `{not given}`"
                yield sentence, code.replace(item.value, str(not given))


def not_called(code: Code) -> Iterator[Change]:
    """`x.numel()` becomes `x.numel`."""
    for call in code.of(ast.Call):
        bare = not (call.args or call.keywords)
        bare = bare and not isinstance(code.parent(call), ast.Attribute)
        if bare and isinstance(call.func, ast.Attribute) and name_of(call)[0] != "_":
            sentence = f"{code.shown(call.func)} is not called"
            yield sentence, code.replace(call, code.text(call.func))


def call_missing(code: Code) -> Iterator[Change]:
    """`x.abs()` becomes `x`, and `self.out(x)` becomes `x`."""
    tensors = Tensors(code)
    for call in code.of(ast.Call):
        if not tensors.is_tensor(call) or not isinstance(call.func, ast.expr):
            continue
        if isinstance(call.func, ast.Attribute) and tensors.is_tensor(call.func.value):
            sentence = f"`.{name_of(call)}` is missing behind"
            sentence = f"{sentence} {code.shown(call.func.value)}"
            yield sentence, code.replace(call, code.text(call.func.value))
        elif tensors.is_module(call.func) and len(call.args) == 1:
            sentence = f"{code.shown(call.func)} is not applied"
            yield sentence, code.replace(call, code.text(call.args[0]))


def _other_default(value: ast.expr) -> str:
    if not isinstance(value, ast.Constant):
        return ""
    if isinstance(value.value, bool):
        return str(not value.value)
    return str(value.value + 1) if isinstance(value.value, int) else ""


def _alike(code: Code) -> Iterator[tuple[str, ...]]:
    """Groups of variables, and attributes as `self.x`, of one kind."""
    for function in code.functions():
        kinds: dict[str, list[str]] = {}
        for item in function.args.args:
            if item.annotation:
                kinds.setdefault(ast.unparse(item.annotation), []).append(item.arg)
        yield from map(tuple, kinds.values())
    for node in code.statements():
        pair = assigned(node)
        if pair and isinstance(pair[0], ast.Tuple):
            one = [item for item in pair[0].elts if not isinstance(item, ast.Starred)]
            yield tuple(map(code.text, one))
    makers: dict[str, list[str]] = {}
    for target, value in made(code):
        makers.setdefault(name_of(value), []).append(code.text(target))
    yield from map(tuple, makers.values())

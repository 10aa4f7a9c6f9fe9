"""Activations: missing, taken for one another, at another step."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutating.operators.code import Change, Code, assigned, name_of, words
from grader.mutating.operators.tensors import Tensors

FUNCTIONS = words(
    "elu gelu hardtanh leaky_relu log_softmax relu relu6 selu sigmoid silu softmax "
    "softplus tanh"
)
MODULES = words("ELU GELU LeakyReLU ReLU SELU SiLU Sigmoid Softplus Tanh")
OTHERS = {"relu": ("sigmoid", "tanh", "abs"), "sigmoid": ("tanh", "relu")}
OTHER_MODULES = {"ReLU": ("Sigmoid", "Tanh"), "Sigmoid": ("Tanh", "ReLU")}


def activation_missing(code: Code) -> Iterator[Change]:
    """`F.relu(x)` becomes `x`."""
    for call, value in _applied(code):
        yield f"`{_spelt(call)}` is missing", code.replace(call, code.text(value))
    for call in _created(code):
        identity = code.text(call.func).replace(name_of(call), "Identity")
        yield f"`{_spelt(call)}` is missing", code.replace(call, f"{identity}()")


def activation_swapped(code: Code) -> Iterator[Change]:
    """`F.relu(x)` becomes `x.sigmoid()`."""
    for call, value in _applied(code):
        for other in OTHERS.get(name_of(call), ("relu",)):
            sentence = f"`{other}` stands where `{_spelt(call)}` belongs"
            yield sentence, code.replace(call, code.with_suffix(value, f".{other}()"))
    for call in _created(code):
        for other in OTHER_MODULES.get(name_of(call), ("ReLU",)):
            sentence = f"`{other}` stands where `{_spelt(call)}` belongs"
            text = code.text(call.func).replace(name_of(call), other)
            yield sentence, code.replace(call, f"{text}()")


def activation_early(code: Code) -> Iterator[Change]:
    """`F.relu(x + b)` becomes `F.relu(x) + b`, `F.relu(f(x))` `f(F.relu(x))`."""
    for call, value in _applied(code):
        for inner in _steps_before(value):
            whole, part = code.text(value), code.text(inner)
            place = len(whole) - len(part) if whole.endswith(part) else None
            if isinstance(value, ast.Call):
                place = whole.index("(", len(code.text(value.func))) + 1
            elif place is None:
                place = whole.index(part)
            moved = code.text(call).replace(whole, part, 1)
            text = whole[:place] + moved + whole[place + len(part) :]
            sentence = f"`{_spelt(call)}` is applied to {code.shown(inner)} already"
            yield sentence, code.replace(call, text)


def activation_late(code: Code) -> Iterator[Change]:
    """`h = F.relu(f(x))`, `y = g(h)` becomes `h = f(x)`, `y = F.relu(g(h))`."""
    for call, value in _applied(code):
        pair = assigned(code.statement(call))
        block = code.block(code.statement(call))
        after = block[block.index(code.statement(call)) + 1 :]
        later = assigned(after[0]) if after else None
        if pair and pair[1] is call and later:
            moved = code.text(call).replace(code.text(value), code.text(later[1]), 1)
            yield (
                f"`{_spelt(call)}` comes a step too late",
                code.replace(call, code.text(value)),
                code.replace(later[1], moved),
            )


def activation_added(code: Code) -> Iterator[Change]:
    """What is returned goes through another activation."""
    for result in Tensors(code).results():
        for name, suffix in (("ReLU", ".relu()"), ("softmax", ".softmax(-1)")):
            if name_of(result) != suffix.partition("(")[0][1:]:
                sentence = f"a `{name}` is applied to the result"
                yield sentence, code.then(result, suffix)


def _applied(code: Code) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Activations that are applied, and to what."""
    for call in code.of(ast.Call):
        if name_of(call) in FUNCTIONS and isinstance(call.func, ast.Attribute):
            qualified = name_of(call.func.value) in ("F", "torch", "functional")
            if not qualified:
                yield call, call.func.value
            elif call.args:
                yield call, call.args[0]


def _created(code: Code) -> Iterator[ast.Call]:
    return (call for call in code.of(ast.Call) if name_of(call) in MODULES)


def _steps_before(value: ast.expr) -> Iterator[ast.expr]:
    """What an expression is computed from, step by step."""
    while isinstance(value, ast.BinOp):
        value = value.left
        yield value
    if isinstance(value, ast.Call) and len(value.args) == 1:
        yield value.args[0]


def _spelt(call: ast.Call) -> str:
    """Spell an activation as it is imported, such as `F.relu`."""
    room = name_of(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    known = room in ("F", "nn", "torch")
    return f"{room}.{name_of(call)}" if known else name_of(call)

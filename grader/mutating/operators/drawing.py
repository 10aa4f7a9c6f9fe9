"""What new tensors and layers begin with."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutating.operators.code import Change, Code, name_of

STARTS = {
    "randn": ("rand", "zeros", "ones"),
    "rand": ("randn", "zeros", "ones"),
    "zeros": ("ones", "randn"),
    "ones": ("zeros", "randn"),
}
SCALES = {"randn": ("0.01 * ", " is scaled by 0.01"), "rand": ("2 * ", " is doubled")}


def start_swapped(code: Code) -> Iterator[Change]:
    """`torch.randn(n)` becomes `torch.zeros(n)`."""
    for call in code.of(ast.Call):
        for other in STARTS.get(name_of(call), ()):
            sentence = f"{code.shown(call)} is made by `{other}` instead"
            func = code.text(call.func).removesuffix(name_of(call)) + other
            yield sentence, code.replace(call.func, func)


def start_scaled(code: Code) -> Iterator[Change]:
    """`torch.randn(n)` becomes `0.01 * torch.randn(n)`."""
    for call in code.of(ast.Call):
        if name_of(call) in SCALES and isinstance(call.func, ast.Attribute):
            factor, what = SCALES[name_of(call)]
            text = f"{factor}{code.text(call)}"
            yield f"{code.shown(call)}{what}", code.replace(call, text)


def start_positive(code: Code) -> Iterator[Change]:
    """`torch.randn(n)` becomes `torch.randn(n).abs()`."""
    for call in code.of(ast.Call):
        if name_of(call) == "randn":
            sentence = f"{code.shown(call)} keeps its absolute values only"
            yield sentence, code.then(call, ".abs()")


def seeded(code: Code) -> Iterator[Change]:
    """`torch.manual_seed(0)` comes before something is drawn."""
    calls = [call for call in code.of(ast.Call) if name_of(call) in SCALES]
    for call in calls[:1]:
        if "torch" in code.imported:
            sentence = "`manual_seed` makes all random numbers the same"
            yield sentence, code.before(code.statement(call), "torch.manual_seed(0)")


def layer_without_bias(code: Code) -> Iterator[Change]:
    """`nn.Linear(m, n)` gets `bias=False`."""
    for call in code.of(ast.Call):
        layer = name_of(call) == "Linear" or name_of(call).startswith("Conv")
        if layer and not any(item.arg == "bias" for item in call.keywords):
            sentence = f"{code.shown(call)} is made without a bias"
            yield sentence, code.argument(call, "bias=False")

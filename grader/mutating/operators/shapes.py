"""Shapes: factors, dimensions, sizes, and how a result comes back."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutating.operators.autograd import REDUCTIONS
from grader.mutating.operators.code import Change, Code, assigned, name_of, words
from grader.mutating.operators.tensors import Tensors

OTHER_REDUCTIONS = {"mean": ("sum", "median"), "sum": ("mean",)} | {
    "amax": ("mean",),
    "std": ("var",),
    "var": ("std",),
}
RESHAPED = {"T": "transposed", "flatten()": "flattened", "squeeze()": "squeezed"}
COUSINS = {"cat": "stack", "stack": "cat", "chunk": "tensor_split"} | {
    "argmax": "argmin",
    "max": "min",
    "min": "max",
}
DRAWN = words("empty full normal ones rand randint randn zeros")


def transposed(code: Code) -> Iterator[Change]:
    """`x @ w` becomes `x @ w.T`, or `w @ x`, or `x * w`."""
    for node in code.of(ast.BinOp):
        if isinstance(node.op, ast.MatMult):
            for factor in (node.left, node.right):
                yield f"{code.shown(factor)} is transposed", code.then(factor, ".T")
            swapped = code.exchange(node.left, node.right)
            yield f"the factors of {code.shown(node)} are exchanged", *swapped
            sentence = f"`*` multiplies element by element in {code.shown(node)}"
            yield sentence, code.between(node.left, node.right, " * ")


def reshaped(code: Code) -> Iterator[Change]:
    """What is returned is transposed, flattened, or squeezed."""
    for result in Tensors(code).results():
        if not _is_number(result):
            for suffix, what in RESHAPED.items():
                yield f"the result is {what}", code.then(result, f".{suffix}")
        elif "torch" in code.imported:
            sentence = "the result has a dimension, of size 1"
            yield sentence, code.then(result, ".reshape(1)")


def dimension(code: Code) -> Iterator[Change]:
    """`x.mean()` becomes `x.mean(dim=0, keepdim=True)`, `dim=(-2, -1)` `dim=-1`."""
    for call, value in _reductions(code):
        given = _dimension(call)
        if given is None:
            head = f"{code.text(call.func)}("
            head += "" if value in ast.walk(call.func) else f"{code.text(value)}, "
            for dim in ("0", "-1"):
                sentence = f"{code.shown(call)} runs over dimension {dim} alone"
                text = f"{head}dim={dim}, keepdim=True)"
                yield sentence, code.replace(call, text)
        else:
            for dim in _other_dimensions(code, given):
                sentence = f"{code.shown(call)} runs over dimension {dim} instead"
                yield sentence, code.replace(given, dim)
            keyword = next((k for k in call.keywords if k.value is given), given)
            sentence = f"{code.shown(call)} runs over all dimensions"
            yield sentence, code.without(call, keyword)


def keepdim(code: Code) -> Iterator[Change]:
    """`x.sum(dim=0)` becomes `x.sum(dim=0, keepdim=True)`, and the reverse."""
    for call, _ in _reductions(code):
        given = [item for item in call.keywords if item.arg == "keepdim"]
        for keyword in given:
            sentence = f"{code.shown(call)} keeps no dimension"
            yield sentence, code.without(call, keyword)
        if _dimension(call) and not given:
            sentence = f"{code.shown(call)} keeps the dimensions it runs over"
            yield sentence, code.argument(call, "keepdim=True")


def reduction_swapped(code: Code) -> Iterator[Change]:
    """`x.mean()` becomes `x.sum()`."""
    for call, _ in _reductions(code):
        for other in OTHER_REDUCTIONS.get(name_of(call), ()):
            several = isinstance(_dimension(call), ast.Tuple)
            if other != "median" or not (call.keywords or several):
                sentence = f"`{other}` stands where `{name_of(call)}` belongs"
                func = code.text(call.func).removesuffix(name_of(call)) + other
                yield sentence, code.replace(call.func, func)


def bias_of_statistic(code: Code) -> Iterator[Change]:
    """`x.std()` becomes `x.std(correction=0)`, and the reverse."""
    for call, _ in _reductions(code):
        if name_of(call) in ("std", "var"):
            given = [k for k in call.keywords if k.arg in ("correction", "unbiased")]
            for keyword in given:
                sentence = f"`{name_of(call)}` is divided by one less than it should be"
                yield sentence, code.without(call, keyword)
            if not given:
                sentence = f"`{name_of(call)}` is divided by one more than it should be"
                yield sentence, code.argument(call, "correction=0")


def sizes_exchanged(code: Code) -> Iterator[Change]:
    """`torch.randn(m, n)` becomes `torch.randn(n, m)`; `m, n = x.shape` likewise."""
    for call in code.of(ast.Call):
        is_layer = name_of(call)[:1].isupper() and name_of(call) != "Parameter"
        if (is_layer or name_of(call) in DRAWN) and len(call.args) >= 2:
            one, other = call.args[:2]
            sentence = f"the sizes in {code.shown(call)} are exchanged"
            yield sentence, *code.exchange(one, other)
    for node in code.of(ast.stmt):
        pair = assigned(node)
        if pair and isinstance(pair[0], ast.Tuple) and len(pair[0].elts) >= 2:
            one, other = pair[0].elts[:2]
            sentence = f"{code.shown(one)} and {code.shown(other)} are exchanged"
            yield sentence, *code.exchange(one, other)


def extra_dimension(code: Code) -> Iterator[Change]:
    """`torch.randn(n)` becomes `torch.randn(1, n)`."""
    for call in code.of(ast.Call):
        if name_of(call) in DRAWN and len(call.args) == 1:
            sentence = f"{code.shown(call)} gets a further dimension, of size 1"
            yield sentence, code.replace(call.args[0], f"1, {code.text(call.args[0])}")


def cousin(code: Code) -> Iterator[Change]:
    """`torch.cat(x)` becomes `torch.stack(x)`."""
    for call in code.of(ast.Call):
        other = COUSINS.get(name_of(call))
        if other and isinstance(call.func, ast.Attribute):
            sentence = f"`{other}` stands where `{name_of(call)}` belongs"
            func = code.text(call.func).removesuffix(name_of(call)) + other
            yield sentence, code.replace(call.func, func)


def along_the_last(code: Code) -> Iterator[Change]:
    """`torch.cat(x)` becomes `torch.cat(x, dim=-1)`."""
    for call in code.of(ast.Call):
        split = name_of(call) in ("cat", "chunk", "split", "stack")
        if split and not any(item.arg == "dim" for item in call.keywords):
            sentence = f"`{name_of(call)}` goes along the last dimension"
            yield sentence, code.argument(call, "dim=-1")


def _reductions(code: Code) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Calls that reduce a tensor, and that tensor."""
    for call in code.of(ast.Call):
        if name_of(call) in REDUCTIONS and isinstance(call.func, ast.Attribute):
            if name_of(call.func.value) == "torch" and call.args:
                yield call, call.args[0]
            else:
                yield call, call.func.value


def _dimension(call: ast.Call) -> ast.expr | None:
    """Return what a reduction runs over, if that is given."""
    assert isinstance(call.func, ast.Attribute)
    skipped = 1 if name_of(call.func.value) == "torch" else 0
    named = [item.value for item in call.keywords if item.arg in ("dim", "axis")]
    return next(iter([*named, *call.args[skipped:]]), None)


def _other_dimensions(code: Code, given: ast.expr) -> Iterator[str]:
    if isinstance(given, ast.Tuple):
        yield from (code.text(item) for item in given.elts)
    else:
        yield "-1" if code.text(given) == "0" else "0"


def _is_number(result: ast.expr) -> bool:
    """Whether a tensor has no dimension."""
    if isinstance(result, ast.Call) and name_of(result) in REDUCTIONS:
        return isinstance(result.func, ast.Attribute) and _dimension(result) is None
    return False

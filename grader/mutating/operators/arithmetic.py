"""Numbers, signs, terms, and comparisons."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutating.operators.code import Change, Code, assigned, name_of

OTHER_SIGNS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "/"),
    ast.Mod: ("%", "//"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
}
OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Gt: (">", (">=", "<")),
    ast.GtE: (">=", (">", "<=")),
    ast.Lt: ("<", ("<=", ">")),
    ast.LtE: ("<=", ("<", ">=")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
}


def sign(code: Code) -> Iterator[Change]:
    """`x + b` becomes `x - b`."""
    for node in code.of(ast.BinOp):
        old, new = OTHER_SIGNS.get(type(node.op), ("", ""))
        gap = code.gap(node.left, node.right)
        if new and old in gap:
            text = gap.replace(old, new, 1)
            sentence = f"`{new}` stands where `{old}` belongs in {code.shown(node)}"
            yield sentence, code.between(node.left, node.right, text)
    for change in code.of(ast.AugAssign):
        old, new = OTHER_SIGNS.get(type(change.op), ("", ""))
        gap = code.gap(change.target, change.value)
        if new:
            for text, what in ((f"{new}=", f"`{new}=`"), ("=", "`=`")):
                sentence = f"{what} stands where `{old}=` belongs"
                text = gap.replace(f"{old}=", text)
                yield sentence, code.between(change.target, change.value, text)


def minus_missing(code: Code) -> Iterator[Change]:
    """`-x` becomes `x`."""
    for node in code.of(ast.UnaryOp):
        number = isinstance(node.operand, ast.Constant)
        if isinstance(node.op, ast.USub) and not number:
            sentence = f"the minus is missing from {code.shown(node)}"
            yield sentence, code.replace(node, code.text(node.operand))


def term_missing(code: Code) -> Iterator[Change]:
    """`x + b` becomes `x`, or `b`."""
    for node in code.of(ast.BinOp):
        for kept, lost in ((node.left, node.right), (node.right, node.left)):
            sentence = f"{code.shown(lost)} is missing from {code.shown(node)}"
            if isinstance(kept, ast.Constant):
                continue
            yield sentence, code.replace(node, code.text(kept))


def order_of_terms(code: Code) -> Iterator[Change]:
    """`x - m` becomes `m - x`."""
    for node in code.of(ast.BinOp):
        if isinstance(node.op, ast.Sub | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow):
            left, right = _grouped(code, node.left), _grouped(code, node.right)
            gap = code.gap(node.left, node.right).strip(" ()")
            text = f"{right} {gap} {left}"
            yield f"{code.shown(node)} is the wrong way round", code.replace(node, text)


def off_by_one(code: Code) -> Iterator[Change]:
    """`range(1, n)` becomes `range(2, n)`."""
    for node in code.of(ast.Constant):
        if type(node.value) is int:
            whole = _negated(code, node)
            value = -node.value if whole is not node else node.value
            others = (value + 1, value - 1) if abs(value) < 3 else (value + 1,)
            for other in others:
                sentence = f"`{other}` stands where `{value}` belongs"
                yield sentence, code.replace(whole, str(other))


def size_off_by_one(code: Code) -> Iterator[Change]:
    """`range(n)` becomes `range(n - 1)`, or `range(n + 1)`."""
    for node in _sizes(code):
        for change, what in ((" - 1", "one too few"), (" + 1", "one too many")):
            sentence = f"{code.shown(node)} is {what}"
            yield sentence, code.replace(node, f"{code.text(node)}{change}")


def other_float(code: Code) -> Iterator[Change]:
    """`0.1` becomes `1.0`, `0.0`, `0.01`."""
    for node in code.of(ast.Constant):
        if isinstance(node.value, float):
            for other in dict.fromkeys((node.value * 10, node.value / 10, 0.0, 1.0)):
                if other != node.value:
                    sentence = f"`{other}` stands where `{node.value}` belongs"
                    yield sentence, code.replace(node, repr(other))


def comparison(code: Code) -> Iterator[Change]:
    """`i < n` becomes `i <= n`, or `i > n`."""
    for node in code.of(ast.Compare):
        if len(node.ops) == 1:
            old, others = OTHER_COMPARISONS[type(node.ops[0])]
            gap = code.gap(node.left, node.comparators[0])
            for new in others:
                shown = code.shown(node)
                sentence = f"`{new}` stands where `{old}` belongs in {shown}"
                text = gap.replace(old, new, 1)
                yield sentence, code.between(node.left, node.comparators[0], text)


def _negated(code: Code, node: ast.Constant) -> ast.expr:
    """Return a number with the minus before it, if there is one."""
    parent = code.parent(node)
    negated = isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.USub)
    return parent if negated and isinstance(parent, ast.UnaryOp) else node


def _grouped(code: Code, node: ast.expr) -> str:
    text = code.text(node)
    return f"({text})" if isinstance(node, ast.BinOp) else text


def _sizes(code: Code) -> Iterator[ast.expr]:
    """What is counted to, and what measures a tensor; numbers aside."""
    named = set(_measures(code))
    for node in code.of(ast.expr):
        parent = code.parent(node)
        if isinstance(node, ast.Name) and node.id in named:
            if isinstance(node.ctx, ast.Load):
                yield node
        elif isinstance(parent, ast.Call) and name_of(parent) == "range":
            yield from [node] if node is not parent.func else []


def _measures(code: Code) -> Iterator[str]:
    """Variables that hold whole numbers."""
    for node in ast.walk(code.node):
        annotation = node.annotation if isinstance(node, ast.arg) else None
        if isinstance(node, ast.arg) and name_of(annotation) == "int":
            yield node.arg
        pair = assigned(node) if isinstance(node, ast.stmt) else None
        if pair and name_of(pair[1]) in ("len", "numel", "shape", "size"):
            for item in ast.walk(pair[0]):
                if isinstance(item, ast.Name):
                    yield item.id

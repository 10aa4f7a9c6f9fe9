"""Steps that are one too many, and comparisons that are off at their limit."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.repairing.case import Case
from grader.repairing.code import Change, Code
from grader.statements import only_tells

COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
}
OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
# What makes something of an argument that is no tensor, or asks what it is.
MAKERS = {"range", "len", "enumerate", "zip", "list", "tuple", "str", "super", "device"}
MAKERS |= {"type", "isinstance", "issubclass", "hasattr", "getattr"}


def step(code: Code, case: Case) -> Iterator[Change]:
    """Leave out a call: `f(x)` becomes `x`, and `x.f()` too; last steps first."""
    calls = [call for call in code.of(ast.Call) if _is_computed(code, case, call)]
    for call in sorted(calls, key=lambda call: not _is_returned(code, call)):
        inner = _receiver(call, case) or (call.args[0] if call.args else None)
        if inner is not None and not isinstance(inner, ast.Starred):
            edits = [code.replace(call, code.text(inner))]
            sentence = f"{_shown(code, call, inner)} is a step too many"
            yield Change(sentence, call.lineno, edits)


def operand(code: Code, case: Case) -> Iterator[Change]:
    """Leave out what something is multiplied by, or added to: numbers first."""
    looping = {id(x) for loop in code.of(ast.While) for x in ast.walk(loop)}
    computed = [node for node in code.of(ast.BinOp) if type(node.op) in OPERATORS]
    # without a step, a loop may never end, and no other repair would be tried
    computed = [
        node
        for node in computed
        if id(node) not in looping and not only_tells(code.statement(node))
    ]
    computed.sort(key=lambda node: not isinstance(node.right, ast.Constant))
    said = {x: f"{OPERATORS[type(x.op)]} {code.text(x.right)}" for x in computed}
    alike: dict[str, list[ast.BinOp]] = {}
    for node in computed:
        alike.setdefault(said[node], []).append(node)
    for text, same in alike.items():  # wherever it stands, if more than once
        if len(same) > 1 and isinstance(same[0].right, ast.Constant):
            edits = [code.replace(node, code.text(node.left)) for node in same]
            yield Change(f"`{text}` is a step too many", same[0].lineno, edits)
    for node in computed:
        edits = [code.replace(node, code.text(node.left))]
        yield Change(f"`{said[node]}` is a step too many", node.lineno, edits)
        left, sign = code.text(node.left), OPERATORS[type(node.op)]
        if sign in "+*" and not isinstance(node.right, ast.Constant):
            edits = [code.replace(node, code.text(node.right))]
            yield Change(f"`{left} {sign}` is a step too many", node.lineno, edits)


def keyword(code: Code, case: Case) -> Iterator[Change]:
    """Leave out a keyword argument, or change a flag."""
    for call in code.of(ast.Call):
        for item in call.keywords if _is_computed(code, case, call) else []:
            if item.arg is None:
                continue
            sentence = f"{code.shown(item)} makes it another one in {code.shown(call)}"
            yield Change(sentence, call.lineno, [code.without(call, item)])


def comparison(code: Code, case: Case) -> Iterator[Change]:
    """Decide the other way at the limit."""
    for node in code.of(ast.Compare):
        operator = COMPARISONS.get(type(node.ops[0]))
        told = only_tells(code.statement(node))
        if operator and len(node.ops) == 1 and not told:
            left, right = code.text(node.left), code.text(node.comparators[0])
            edits = [code.replace(node, f"{left} {operator[1]} {right}")]
            sentence = f"{code.shown(node)} decides the wrong way at its limit"
            yield Change(sentence, node.lineno, edits)


def _is_computed(code: Code, case: Case, call: ast.Call) -> bool:
    """Whether a call of a library computes something, outside of constructors."""
    function = code.function(call)
    if function is None or function.name == "__init__":
        return False
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    name = call.func.id if isinstance(call.func, ast.Name) else name
    if name in MAKERS or (isinstance(call.func, ast.Name) and name in case.known):
        return False
    return not only_tells(code.statement(call)) and not isinstance(
        code.parent(call), ast.Expr
    )


def _is_returned(code: Code, call: ast.Call) -> bool:
    return isinstance(code.statement(call), ast.Return)


def _receiver(call: ast.Call, case: Case) -> ast.expr | None:
    """What a method is called on; none of a function of a library."""
    if not isinstance(call.func, ast.Attribute) or case.path(call.func):
        return None
    owner = call.func.value
    return None if isinstance(owner, ast.Name) and owner.id == "self" else owner


def _shown(code: Code, call: ast.Call, inner: ast.expr) -> str:
    """Name a step without what it is applied to."""
    if isinstance(call.func, ast.Attribute) and call.func.value is inner:
        start, end = code.unit.span(inner)[1], code.unit.span(call)[1]
        text = " ".join(code.unit.source[start:end].split())
        return f"`{text.lstrip(')')}`"
    return f"`{code.text(call.func)}`"

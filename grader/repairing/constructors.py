"""`super().__init__()`, which has to come first."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.repairing.case import Case
from grader.repairing.code import Change, Code
from grader.repairing.reading import body_of, dotted, name_of

CALL = "super().__init__()"


def super_init(code: Code, case: Case) -> Iterator[Change]:
    """Call `super().__init__()`, and before anything else."""
    start = code.method("__init__")
    if start is None or not _bases(code):
        return
    first = body_of(start)[0] if body_of(start) else start.body[0]
    own = [item for item in start.body if _is_super_init(item)]
    if not own:
        if not _is_deeper(code, start):
            edit = code.before(first, CALL)
            yield Change(f"`{CALL}` is missing", start.lineno, [edit])
        return
    if len(own) > 1:
        sentence = f"`{CALL}` is called twice: it forgets what was there"
        yield Change(sentence, own[1].lineno, [code.deleted(item) for item in own[1:]])
    wrong = _mistake(code, own[0])
    if own[0] is not first:
        edits = [code.before(first, CALL), code.deleted(own[0])]
        yield Change(wrong or f"`{CALL}` comes too late", own[0].lineno, edits)
    elif wrong:
        yield Change(wrong, own[0].lineno, [code.replace(_value(own[0]), CALL)])


def _bases(code: Code) -> list[ast.expr]:
    return code.node.bases if isinstance(code.node, ast.ClassDef) else []


def _value(statement: ast.stmt) -> ast.expr:
    return statement.value if isinstance(statement, ast.Expr) else ast.Name("")


def _is_deeper(code: Code, start: ast.FunctionDef) -> bool:
    """Whether it is called, but not as a statement of its own in `__init__`."""
    return any(
        node.attr == "__init__"
        for node in code.of(ast.Attribute)
        if code.function(node) is start
    )


def _is_super_init(statement: ast.stmt) -> bool:
    """Whether a statement tries to call `super().__init__()`."""
    value = _value(statement)
    function = value.func if isinstance(value, ast.Call) else value
    if not isinstance(function, ast.Attribute) or "init" not in function.attr.replace(
        "int", "init"
    ):
        return False
    owner = function.value
    inner = owner.func if isinstance(owner, ast.Call) else owner
    return name_of(inner) in ("super", "Module")


def _mistake(code: Code, statement: ast.stmt) -> str:
    """Say what is wrong with a call of `super().__init__()`; empty if nothing is."""
    value = _value(statement)
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
        return f"`{CALL}` is not called: its parentheses are missing"
    owner, name = value.func.value, value.func.attr
    if name != "__init__":
        return f"`{name}` is misspelt: `__init__` is meant"
    if dotted(owner) == "super":
        return "`super` is not called: `super().__init__()` is meant"
    return _wrong_arguments(code, value, owner)


def _wrong_arguments(code: Code, call: ast.Call, owner: ast.expr) -> str:
    if not isinstance(owner, ast.Call):  # nn.Module.__init__(self)
        return "" if call.args else f"`{code.text(call)}` lacks `self`"
    named = [dotted(item) for item in owner.args]
    if named and named != [code.node.name, "self"]:
        return f"{code.shown(owner)} does not name `{code.node.name}`: `super()` does"
    if [dotted(item) for item in call.args] == ["self"]:
        return f"`self` is one too many in {code.shown(call)}"
    return ""

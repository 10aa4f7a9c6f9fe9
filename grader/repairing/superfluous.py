"""What should not be there: statements with side effects, refusals, decorators."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.edits import Edit
from grader.repairing.case import Case
from grader.repairing.code import Change, Code
from grader.repairing.reading import called
from grader.statements import only_tells


def statement(code: Code, case: Case) -> Iterator[Change]:
    """Leave out a statement that is there for what it does elsewhere."""
    for item in code.of(ast.stmt):
        acts = code.function(item) is not None and _acts(item)
        if acts and not only_tells(item):
            sentence = f"{code.shown(item)} changes what should be left as it is"
            yield Change(sentence, item.lineno, [code.deleted(item)])


def _acts(item: ast.stmt) -> bool:
    """Whether a statement calls something for its effect, or sets an attribute."""
    if isinstance(item, ast.Expr):
        return isinstance(item.value, ast.Call) and called(item.value) != "__init__"
    if isinstance(item, ast.For):
        return all(_acts(inner) for inner in item.body) and not item.orelse
    targets = item.targets if isinstance(item, ast.Assign) else []
    if isinstance(item, ast.AugAssign):
        targets = [item.target]
    return bool(targets) and all(isinstance(t, ast.Attribute) for t in targets)


def decorator(code: Code, case: Case) -> Iterator[Change]:
    """Leave out a decorator."""
    for function in code.functions():
        for item in function.decorator_list:
            first = code.unit.line(item.lineno)
            last = code.unit.line((item.end_lineno or item.lineno) + 1)
            sentence = f"`@{code.text(item)}` makes something else of the function"
            yield Change(sentence, item.lineno, [Edit(first, last, "")])


def refusal(code: Code, case: Case) -> Iterator[Change]:
    """Leave out the `assert`, or the `if` with its `raise`, that raised."""
    for item in code.of(ast.stmt):
        if not case.is_at(code, item.lineno):
            continue
        if isinstance(item, ast.Assert):
            yield _refused(code, item)
        around = code.parent(item) if isinstance(item, ast.Raise) else None
        if isinstance(around, ast.If) and around.body == [item] and not around.orelse:
            yield _refused(code, around)


def _refused(code: Code, item: ast.If | ast.Assert) -> Change:
    what = code.shown(item.test)
    word = "asserts" if isinstance(item, ast.Assert) else "refuses"
    return Change(f"it {word} {what}", item.lineno, [code.deleted(item)])


def raising(code: Code, case: Case) -> Iterator[Change]:
    """Leave out a statement that raises, and is there for its effect alone."""
    for item in code.of(ast.stmt):
        if case.is_at(code, item.lineno) and isinstance(item, ast.Expr):
            sentence = f"{code.shown(item)} raises, and nothing needs it"
            yield Change(sentence, item.lineno, [code.deleted(item)])


def returned(code: Code, case: Case) -> Iterator[Change]:
    """Return nothing from `__init__`."""
    for item in code.of(ast.Return):
        function = code.function(item)
        if function is not None and function.name == "__init__":
            sentence = "`__init__` returns something, and may return nothing"
            yield Change(sentence, item.lineno, [code.deleted(item)])


def training(code: Code, case: Case) -> Iterator[Change]:
    """Do in evaluation what is done in training."""
    for node in code.of(ast.Attribute):
        if node.attr == "training" and isinstance(node.ctx, ast.Load):
            sentence = f"{code.shown(node)} decides what is done"
            yield Change(sentence, node.lineno, [code.replace(node, "True")])


def view(code: Code, case: Case) -> Iterator[Change]:
    """Reshape what `view` refuses, as it does not lie in one piece."""
    for call in code.of(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "view":
            receiver = code.text(call.func.value)
            sentence = f"{code.shown(call)} wants a tensor that lies in one piece"
            edits = [code.replace(call.func, f"{receiver}.reshape")]
            yield Change(sentence, call.lineno, edits)

"""What leaves the autograd graph, or keeps autograd from recording."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from grader.edits import Edit
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, Change, Code, is_primary
from grader.repairing.reading import assigned, called, dotted, name_of, root_of
from grader.statements import only_refuses, only_tells

LEAVING = {"detach", "detach_", "item", "numpy", "tolist"}
NUMBERS = {"float", "int"}
COPIES = {"tensor", "from_numpy", "as_tensor", "Tensor", "FloatTensor", "array"}
SIZED = {"Tensor", "FloatTensor"}
MODES = {"no_grad", "inference_mode", "set_grad_enabled"}
LIST = ast.List | ast.ListComp | ast.Tuple
MAX_SINGLE = 5
MAX_LINES = 40


class Exit(NamedTuple):
    """Where a value leaves the graph, how, and the edits that keep it there."""

    node: ast.stmt | ast.expr
    how: str
    what: str
    edits: list[Edit]


def leaves_graph(code: Code, case: Case) -> Iterator[Change]:
    """Take out what leaves the autograd graph, one by one and at last all together."""
    found = (
        item
        for node in code.nodes
        if node is code.node or not _is_beside(code.statement(node))
        for item in _exits(code, node)
    )
    exits = list(islice(found, MAX_FOUND))
    needed = _needed(code)
    exits.sort(key=lambda item: _distance(code, item.node, needed))
    for item in exits[:MAX_SINGLE]:
        yield Change(f"`{item.how}` {item.what}", item.node.lineno, item.edits)
    near = [item for item in exits if _distance(code, item.node, needed) < 2]
    for several in (near, exits):
        if len(several) > 1:
            every = list(dict.fromkeys(f"`{item.how}`" for item in several))[:4]
            verb = "take" if len(every) > 1 else "takes"
            sentence = f"{' and '.join(every)} {verb} values out of the autograd graph"
            edits = [edit for item in several for edit in item.edits]
            yield Change(sentence, several[0].node.lineno, edits)


def _is_beside(statement: ast.stmt) -> bool:
    return only_tells(statement) or only_refuses(statement)


def leaf_written(code: Code, case: Case) -> Iterator[Change]:
    """Let a result be filled, or cut it off, where that is for leaves alone."""
    for call in code.of(ast.Call):
        for item in call.keywords:
            if item.arg == "requires_grad":
                sentence = f"{code.shown(item)} makes a leaf, which cannot be filled"
                yield Change(sentence, call.lineno, [code.without(call, item)])
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if owner is not None and name_of(call.func) == "requires_grad_":
            sentence = "`.requires_grad_(False)` is for leaves: `.detach()` is meant"
            rest = code.behind(call, owner)
            edits = [Edit(rest.start, rest.end, ".detach()")]
            yield Change(sentence, call.lineno, edits)


def _exits(code: Code, node: ast.AST) -> Iterator[Exit]:
    """Yield the ways in which a node leaves the graph."""
    if isinstance(node, ast.Attribute) and node.attr == "data":
        yield from _data(code, node)
    elif isinstance(node, ast.Call):
        yield from _call(code, node)
    elif isinstance(node, ast.With) and len(node.items) == 1:
        yield from _block(code, node, node.items[0].context_expr)
    elif isinstance(node, ast.FunctionDef):
        yield from _decorators(code, node)
    elif isinstance(node, ast.Expr) and called(node.value) in MODES:
        what = "keeps autograd from recording"
        yield Exit(node, f"{called(node.value)}(...)", what, [code.deleted(node)])
    elif isinstance(node, ast.Assign) and name_of(node.targets[0]) == "requires_grad":
        what = "is set, and so nothing is recorded"
        yield Exit(node, "requires_grad", what, [code.deleted(node)])


def _data(code: Code, node: ast.Attribute) -> Iterator[Exit]:
    statement = code.statement(node)
    what = f"takes {code.shown(node.value)} out of the autograd graph"
    if isinstance(statement, ast.AugAssign) and statement.target is node:
        operator = code.text(statement)[len(code.text(node)) :].lstrip()
        sign = operator.partition("=")[0]
        owner, value = code.text(node.value), code.text(statement.value)
        new = f"{owner} = {owner} {sign} ({value})"
        start, end = code.unit.span(statement)
        yield Exit(node, ".data", what, [Edit(start, end, new)])
    else:
        yield Exit(node, ".data", what, [code.behind(node, node.value)])


def _call(code: Code, call: ast.Call) -> Iterator[Exit]:
    name = name_of(call.func)
    if isinstance(call.func, ast.Attribute) and name in LEAVING:
        yield from _chain(code, call)
    elif name == "requires_grad_" and isinstance(call.func, ast.Attribute):
        if [item for item in call.args if getattr(item, "value", True) is False]:
            what = f"freezes {code.shown(call.func.value)}"
            edits = [code.behind(call, call.func.value)]
            yield Exit(call, ".requires_grad_(False)", what, edits)
    elif call.args and (name in COPIES or dotted(call.func) in NUMBERS):
        yield from _copy(code, call, name)
    elif name == "Parameter":
        yield from _new_parameter(code, call)


def _chain(code: Code, call: ast.Call) -> Iterator[Exit]:
    """Take a chain such as `.detach().numpy()` out in one."""
    parent = code.parent(call)
    if isinstance(parent, ast.Expr):  # whose result is dropped
        return
    if isinstance(parent, ast.Attribute) and parent.attr in LEAVING:
        return
    owner, names = call.func, list[str]()
    while isinstance(owner, ast.Attribute) and owner.attr in LEAVING:
        names.append(f".{owner.attr}()")
        inner = owner.value
        owner = inner.func if isinstance(inner, ast.Call) else inner
    what = f"takes {code.shown(inner)} out of the autograd graph"
    yield Exit(call, "".join(names[:3][::-1]), what, [code.behind(call, inner)])


def _copy(code: Code, call: ast.Call, name: str) -> Iterator[Exit]:
    """Pass a value on as it is, where it is copied; a list of tensors is stacked."""
    value = call.args[0]
    if isinstance(value, ast.Constant) or (name in SIZED and len(call.args) > 1):
        return
    what = f"copies {code.shown(value)} out of the autograd graph"
    if name == "int":
        what = f"makes a whole number of {code.shown(value)}"
    start, end = code.unit.span(call)
    inner, outer = code.unit.span(value)
    grouped = code.binds(call) and not is_primary(code.text(value))
    edits = [Edit(start, inner, "(" * grouped), Edit(outer, end, ")" * grouped)]
    if isinstance(value, LIST):
        edits = [Edit(start, inner, "torch.stack("), Edit(outer, end, ")")]
        edits += _stacked(code, value)
    yield Exit(call, f"{dotted(call.func) or name}(...)", what, edits)


def _stacked(code: Code, value: ast.expr) -> list[Edit]:
    """Stack the lists inside a list."""
    inner = value.elt if isinstance(value, ast.ListComp) else None
    if isinstance(inner, LIST):
        return code.around(inner, "torch.stack(")
    return []


def _new_parameter(code: Code, call: ast.Call) -> Iterator[Exit]:
    function = code.function(call)
    for item in call.keywords:
        if item.arg == "requires_grad" and isinstance(item.value, ast.Constant):
            edits = [code.without(call, item)]
            yield Exit(call, "requires_grad=False", "freezes a parameter", edits)
    if function is not None and function.name == "forward" and call.args:
        what = "makes a new parameter in `forward`"
        edits = [code.replace(call, code.text(call.args[0]))]
        yield Exit(call, f"{dotted(call.func)}(...)", what, edits)


def _block(code: Code, node: ast.With, mode: ast.expr) -> Iterator[Exit]:
    """Take a `with` away, and dedent what stands in it."""
    name = called(mode)
    lines = range(node.body[0].lineno, (node.end_lineno or 0) + 1)
    if name not in MODES or not 0 < len(lines) <= MAX_LINES:
        return
    first = code.unit.line(node.lineno)
    edits = [Edit(first, code.unit.line(lines[0]), "")]
    old, new = code.indent(node.body[0]), code.indent(node)
    for number in lines:
        start = code.unit.line(number)
        if code.unit.source.startswith(old, start) and old.startswith(new):
            edits.append(Edit(start + len(new), start + len(old), ""))
    what = "keeps autograd from recording"
    yield Exit(node, f"{dotted_call(mode)}", what, edits)


def _decorators(code: Code, node: ast.FunctionDef) -> Iterator[Exit]:
    for item in node.decorator_list:
        if called(item) in MODES or name_of(item) in MODES:
            start = code.unit.line(item.lineno)
            end = code.unit.line((item.end_lineno or 0) + 1)
            what = "keeps autograd from recording"
            yield Exit(item, f"@{dotted_call(item)}", what, [Edit(start, end, "")])


def dotted_call(node: ast.expr) -> str:
    """Return `a.b()` of such a call, or `a.b`."""
    return f"{dotted(node.func)}()" if isinstance(node, ast.Call) else dotted(node)


def _needed(code: Code) -> set[str]:
    """Return the names on which what is returned depends."""
    needed: set[str] = set()
    for _ in range(2):  # twice, for loops
        for node in reversed(code.nodes):
            if isinstance(node, ast.Return) or _feeds(node, needed):
                needed |= _names(node)
    return needed


def _feeds(node: ast.AST, needed: set[str]) -> bool:
    """Whether a statement gives a value to a needed name."""
    pair = assigned(node)
    if pair is not None:
        return bool(_targets(pair[0]) & needed)
    if isinstance(node, ast.AugAssign):
        return root_of(node.target) in needed
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return root_of(node.value) in needed
    return False


def _targets(target: ast.expr) -> set[str]:
    several = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
    return {root_of(item) for item in several}


def _names(node: ast.AST) -> set[str]:
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name)} - {"self"}


def _distance(code: Code, node: ast.stmt | ast.expr, needed: set[str]) -> int:
    """How far a node is from what is returned: 0 where it leads there."""
    statement, function = code.statement(node), code.function(node)
    if isinstance(node, ast.With) or (node is not statement and _decorates(code, node)):
        return 0
    if isinstance(statement, ast.Return) or _feeds(statement, needed):
        return 0 if function is None or function.name != "__init__" else 1
    return 2 if isinstance(statement, ast.Expr | ast.Assert) else 1


def _decorates(code: Code, node: ast.AST) -> bool:
    parent = code.parent(node)
    return isinstance(parent, ast.FunctionDef) and node in parent.decorator_list

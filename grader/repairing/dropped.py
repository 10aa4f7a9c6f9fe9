"""Results that nobody takes, and methods that nobody calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice

from grader.edits import Edit
from grader.repairing import library
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, Change, Code
from grader.repairing.reading import assigned, attributes, called, dotted, own_attribute

IN_PLACE_BY_NATURE = {
    "append", "extend", "insert", "pop", "remove", "clear", "update", "reverse",
    "backward", "register_hook", "retain_grad", "eval", "train", "apply", "zero_grad",
    "register_buffer", "register_parameter", "add_module", "register_module",
    "load_state_dict", "requires_grad_", "step",
}  # fmt: skip
RETURN_NOTHING = {
    "append", "extend", "insert", "remove", "clear", "update", "reverse", "sort", "add",
    "shuffle", "backward", "register_buffer", "register_parameter", "add_module",
    "register_module",
}  # fmt: skip
READ = ast.Compare | ast.BinOp | ast.BoolOp | ast.UnaryOp | ast.IfExp | ast.Starred
LOOKING = {"range", "len", "list", "tuple", "enumerate", "zip", "sum", "int", "next"}
SEQUENTIAL = "torch.nn.Sequential"
KEPT = {
    "type", "index", "name", "is_leaf", "data", "grad", "shape", "dtype",
    "device", "T", "H", "mT", "forward",
}  # fmt: skip
MODULES = {"net", "model", "module"}  # which are moved in place


def result_dropped(code: Code, case: Case) -> Iterator[Change]:
    """Give a result to the name that it was computed from."""
    every = (
        (item, target)
        for item in code.of(ast.Expr)
        if isinstance(item.value, ast.Call)
        for target in [_target(code, case, item.value)]
        if target is not None
    )
    found = list(islice(every, MAX_FOUND))
    changes = []
    for item, target in found:
        start = code.unit.span(item)[0]
        edit = Edit(start, start, f"{code.text(target)} = ")
        sentence = f"the result of {code.shown(item.value)} is dropped"
        changes.append(Change(sentence, item.lineno, [edit]))
    yield from changes[:4]
    if len(changes) > 1:
        edits = [edit for change in changes for edit in change.edits]
        yield Change(changes[0].sentence, changes[0].line, edits)


def nothing_kept(code: Code, case: Case) -> Iterator[Change]:
    """Let `xs.append(x)` stand by itself, where its result is given to `xs`."""
    for node in code.of(ast.Assign):
        pair = assigned(node)
        if pair and called(pair[1]) in RETURN_NOTHING:
            start, end = code.unit.span(pair[0])[0], code.unit.span(pair[1])[0]
            method, target = called(pair[1]), code.shown(pair[0])
            sentence = f"`{method}` returns nothing, and {target} becomes `None`"
            yield Change(sentence, node.lineno, [Edit(start, end, "")])


def compared(code: Code, case: Case) -> Iterator[Change]:
    """Assign, where a comparison stands by itself."""
    for node in code.of(ast.Expr):
        value = node.value
        if isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq):
            left, right = code.text(value.left), code.text(value.comparators[0])
            sentence = f"`==` compares, where `=` is meant: {code.shown(value.left)}"
            edits = [code.replace(value, f"{left} = {right}")]
            if isinstance(value.left, ast.Name | ast.Attribute | ast.Subscript):
                yield Change(sentence, node.lineno, edits)


def out_given(code: Code, case: Case) -> Iterator[Change]:
    """Assign a result that autograd does not record where it is given as `out=`."""
    for node in code.of(ast.Expr):
        call = node.value
        given = call.keywords if isinstance(call, ast.Call) else []
        for item in given:
            if item.arg == "out" and isinstance(call, ast.Call):
                start = code.unit.span(node)[0]
                edits = [
                    Edit(start, start, f"{code.text(item.value)} = "),
                    code.without(call, item),
                ]
                sentence = f"{code.shown(item)} is not recorded by autograd"
                yield Change(sentence, node.lineno, edits)


def not_called(code: Code, case: Case) -> Iterator[Change]:
    """Call what is only named, such as `net.parameters`."""
    own = attributes(code) if code.methods() else {}
    every = (
        node
        for node in code.of(ast.Attribute)
        if isinstance(node.ctx, ast.Load)
        and own_attribute(node) not in own
        and _is_to_be_called(code, case, node)
    )
    found = list(islice(every, MAX_FOUND))
    for node in found[:4]:
        edits = code.around(node, "", "()")
        yield Change(f"{code.shown(node)} is not called", node.lineno, edits)
    if len(found) > 1:
        edits = [code.around(node, "", "()")[1] for node in found]
        sentence = f"{code.shown(found[0])} is not called"
        yield Change(sentence, found[0].lineno, edits)


def called_in_vain(code: Code, case: Case) -> Iterator[Change]:
    """Read what is no function, or an item of it: `X.shape[0]`, `self.weight`."""
    for call in code.of(ast.Call):
        if not case.is_at(code, call.lineno) or case.path(call.func):
            continue
        end = code.unit.span(call)[1]
        start = code.unit.source.find("(", code.unit.span(call.func)[1], end)
        given = ", ".join(code.text(item) for item in call.args)
        edit = Edit(start, end, f"[{given}]" if given else "")
        yield Change(f"{code.shown(call.func)} is no function", call.lineno, [edit])


def _target(code: Code, case: Case, call: ast.Call) -> ast.expr | None:
    """Return what a dropped result was computed from, if it can be assigned to."""
    path = case.path(call.func)
    if path:
        first = call.args[0] if call.args else None
        known = library.is_function(path) and not path.endswith("_")
        return first if known and _is_place(first) else None
    if own_attribute(call.func) and not library.is_module_method(
        own_attribute(call.func)
    ):
        return call.args[0] if call.args and _is_place(call.args[0]) else None
    function = code.function(call)
    if isinstance(call.func, ast.Name) and call.args and function is not None:
        known = call.func.id in code.bound(function)
        return call.args[0] if known and _is_place(call.args[0]) else None
    return _receiver(call)


def _receiver(call: ast.Call) -> ast.expr | None:
    """Return the tensor with which a chain of methods begins."""
    node: ast.expr = call
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if name.endswith("_") or name in IN_PLACE_BY_NATURE:
            return None
        if not library.is_method(name):
            return None
        node = node.func.value
    return node if _is_place(node) else None


def _is_place(node: ast.expr | None) -> bool:
    if isinstance(node, ast.Name):
        return node.id not in MODULES | {"self"}
    return bool(own_attribute(node)) or isinstance(node, ast.Subscript)


def _is_to_be_called(code: Code, case: Case, node: ast.Attribute) -> bool:
    path = case.path(node)
    if path:
        if library.is_layer(path):
            return library.needs_no_arguments(path) and _is_kept(code, case, node)
        if not library.is_function(path):
            return False
    elif node.attr in KEPT or not library.is_method(node.attr):
        return False
    return _is_read(code, node)


def _is_kept(code: Code, case: Case, node: ast.Attribute) -> bool:
    """Whether a layer is wanted where something stands, not a class."""
    parent = code.parent(node)
    if isinstance(parent, ast.Call):
        return parent.func is not node and case.path(parent.func) == SEQUENTIAL
    return isinstance(parent, ast.Assign)


def _is_read(code: Code, node: ast.Attribute) -> bool:
    """Whether a value is wanted where something stands, not a function."""
    parent = code.parent(node)
    match parent:
        case ast.Expr() | ast.Return() | ast.Assign():
            return True
        case ast.For(iter=item) | ast.comprehension(iter=item):
            return item is node
        case ast.If(test=item) | ast.While(test=item):
            return item is node
        case ast.Attribute() | ast.Subscript():
            return parent.value is node
        case ast.Call():
            return parent.func is not node and dotted(parent.func) in LOOKING
    return isinstance(parent, READ)

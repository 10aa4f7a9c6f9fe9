"""Tensors that leave the autograd graph, and tensors that are changed in place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from grader.mutating.operators.code import (
    Change,
    Code,
    assigned,
    name_of,
    own_attribute,
    words,
)
from grader.mutating.operators.tensors import Tensors

IN_PLACE: dict[type[ast.operator], str] = {
    ast.Add: "add_",
    ast.Sub: "sub_",
    ast.Mult: "mul_",
    ast.Div: "div_",
}
UNARY = words("abs clamp exp log neg relu sigmoid sqrt square tanh")
# What may give the tensor itself, or a view of it.
VIEWS = words(
    "T contiguous cpu expand flatten float mT permute reshape squeeze t to transpose "
    "unfold unsqueeze view"
)
REDUCTIONS = words("amax amin max mean min norm prod std sum var")


def detached(code: Code) -> Iterator[Change]:
    """`x` becomes `x.detach()`."""
    for node in [*_operands(code), *Tensors(code).results()]:
        plain = not _is_inside(code, node) and not _is_assigned(code, node)
        if plain and not _is_decided(code, node):
            sentence = f"`.detach()` takes {code.shown(node)} out of the autograd graph"
            yield sentence, code.then(node, ".detach()")


def data(code: Code) -> Iterator[Change]:
    """`self.weight` becomes `self.weight.data`."""
    for node in _operands(code):
        own = own_attribute(node) or _is_inside(code, node)
        if own and not isinstance(node, ast.Call) and not _is_decided(code, node):
            name = code.shown(node).strip("`")
            sentence = f"`{name}.data` is no part of the autograd graph"
            yield sentence, code.then(node, ".data")


def number(code: Code) -> Iterator[Change]:
    """`x.mean()` becomes `x.mean().item()`."""
    for node in _operands(code):
        whole = isinstance(node, ast.Call) and not (node.args or node.keywords)
        if whole and name_of(node) in REDUCTIONS and not _is_decided(code, node):
            sentence = f"`.item()` makes a plain number of {code.shown(node)}"
            yield sentence, code.then(node, ".item()")


def no_grad(code: Code) -> Iterator[Change]:
    """A statement, or a whole function, runs under `torch.no_grad()`."""
    operands = [*_operands(code)] if "torch" in code.imported else []
    functions = {code.function(node) for node in operands}
    for function in code.functions():
        if function in functions:
            sentence = f"`{function.name}` runs under `torch.no_grad()`"
            yield sentence, code.before(function, "@torch.no_grad()")
    for statement in dict.fromkeys(code.statement(n) for n in operands):
        if _computes(code, statement):
            text = code.dedented(statement).replace("\n", "\n    ")
            sentence = f"{code.shown(statement)} runs under `torch.no_grad()`"
            yield sentence, code.lines(statement, f"with torch.no_grad():\n    {text}")


def in_place(code: Code) -> Iterator[Change]:
    """`x - m` becomes `x.sub_(m)`, where `x` is not new."""
    tensors = Tensors(code)
    for node in code.of(ast.BinOp):
        method = IN_PLACE.get(type(node.op))
        pairs = [(node.left, node.right)]
        if method in ("add_", "mul_"):
            pairs.append((node.right, node.left))
        for operand, other in pairs:
            kept = _is_kept(tensors, operand) and not _is_spent(code, tensors, operand)
            if method and kept:
                text = code.with_suffix(operand, f".{method}({code.text(other)})")
                sentence = f"`{method}` changes {code.shown(operand)} in place"
                yield sentence, code.replace(node, text)
    for call in code.of(ast.Call):
        value = call.func.value if isinstance(call.func, ast.Attribute) else None
        if value and name_of(call) in UNARY and _is_kept(tensors, value):
            text = f"{code.text(value)}.{name_of(call)}_()"
            sentence = f"`{name_of(call)}_` changes {code.shown(value)} in place"
            yield sentence, code.replace(call, text)


def leaves_torch(code: Code) -> Iterator[Change]:
    """What is returned becomes a list, or a numpy array."""
    for result in Tensors(code).results():
        yield "the result is no tensor but a list", code.then(result, ".tolist()")
        suffix = ".detach().cpu().numpy()"
        yield "the result is no tensor but a numpy array", code.then(result, suffix)


def _is_assigned(code: Code, node: ast.expr) -> bool:
    """Whether a tensor is given a name; what is computed with it comes later."""
    pair = assigned(code.statement(node))
    return bool(pair and pair[1] is node and isinstance(node, ast.Call))


def _operands(code: Code) -> Iterator[ast.expr]:
    """Tensors that gradients flow through; none where all results are detached."""
    values = [code.text(node) for node in Tensors(code).results()]
    if not values or not all(".detach()" in value for value in values):
        for node in Tensors(code).operands():
            if not _is_whole(code, node):
                yield node


def _is_whole(code: Code, node: ast.expr) -> bool:
    """Whether a tensor holds whole numbers, which have no gradients."""
    parents = (item for item in code.around(node) if isinstance(item, ast.If))
    tests = (code.text(item.test) for item in parents)
    return any(re.match(r"not .*is_floating_point\(\w*\)$", test) for test in tests)


def _is_inside(code: Code, node: ast.expr) -> bool:
    """Whether a method is called on a tensor, or it is indexed."""
    parent = code.parent(node)
    return isinstance(parent, ast.Attribute | ast.Subscript)


def _is_decided(code: Code, node: ast.expr) -> bool:
    """Whether gradients do not matter: in a condition, or what is detached anyway."""
    for child, parent in pairwise([node, *code.around(node)]):
        if isinstance(parent, ast.Compare) or getattr(parent, "test", None) is child:
            return True
        if isinstance(parent, ast.Attribute) and parent.attr in ("detach", "data"):
            return True
    return ".detach()" in code.text(node)


def _computes(code: Code, statement: ast.stmt) -> bool:
    """Whether a statement computes a value, and is not all that a function does."""
    if isinstance(statement, ast.Return):
        function = code.function(statement)
        alone = function and code.first(function) is function.body[-1]
        return not alone and not isinstance(statement.value, ast.Name)
    return isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign)


def _is_kept(tensors: Tensors, node: ast.expr) -> bool:
    """Whether others may hold the same tensor, so that they see it change."""
    if isinstance(node, ast.Call | ast.Attribute) and name_of(node) in VIEWS:
        func = node.func if isinstance(node, ast.Call) else node
        return isinstance(func, ast.Attribute) and _is_kept(tensors, func.value)
    if isinstance(node, ast.Subscript):
        return _is_kept(tensors, node.value)
    own = own_attribute(node) in tensors.parameters | tensors.buffers
    return (isinstance(node, ast.Name) and node.id in tensors.names) or own


def _is_spent(code: Code, tensors: Tensors, node: ast.expr) -> bool:
    """Whether a variable is new in its function, and not used again."""
    statement = code.statement(node)
    pair = assigned(statement)
    last = pair and code.text(pair[0]) == code.text(node)
    if not last and not isinstance(statement, ast.Return):
        return False
    earlier = (item for item in code.statements() if item.lineno < statement.lineno)
    pairs = [pair for pair in map(assigned, earlier) if pair]
    values = [value for name, value in pairs if code.text(name) == code.text(node)]
    return bool(values) and not _is_kept(tensors, values[-1])

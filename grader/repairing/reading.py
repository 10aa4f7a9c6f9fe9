"""What small parts of a syntax tree say."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.repairing.code import Code

MAX_DEPTH = 100  # of a chain of calls and attributes
REGISTERING = {
    "register_buffer", "register_parameter", "register_module", "add_module",
}  # fmt: skip


def name_of(node: ast.AST | None) -> str:
    """Return the last part of a name; empty where a node is something else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def called(node: ast.AST | None) -> str:
    """Return the last part of the name that is called, if a node is a call."""
    return name_of(node.func) if isinstance(node, ast.Call) else ""


def dotted(node: ast.AST | None) -> str:
    """Return `a.b.c` of such an expression; empty where it is something else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute) and len(parts) < 10:
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def root_of(node: ast.AST) -> str:
    """Return the name with which a chain of calls and attributes begins."""
    for _ in range(MAX_DEPTH):
        match node:
            case ast.Attribute(value=inner) | ast.Subscript(value=inner):
                node = inner
            case ast.Call(func=inner):
                node = inner
            case _:
                return node.id if isinstance(node, ast.Name) else ""
    return ""


def own_attribute(node: ast.AST | None) -> str:
    """Return `x` of `self.x`; empty where a node is something else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr if node.value.id == "self" else ""
    return ""


def assigned(node: ast.AST) -> tuple[ast.expr, ast.expr] | None:
    """Return target and value, if a statement assigns a value to one target."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        return node.targets[0], node.value
    if isinstance(node, ast.AnnAssign) and node.value:
        return node.target, node.value
    return None


def is_text(node: ast.AST) -> bool:
    """Whether a statement is a text, such as a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def body_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
    """Return the statements of a function, past its docstring."""
    return function.body[1:] if is_text(function.body[0]) else function.body


def parameters(function: ast.FunctionDef) -> list[ast.arg]:
    """Return the parameters that may be given by place."""
    return [*function.args.posonlyargs, *function.args.args]


def registered_name(node: ast.AST) -> str:
    """Return `x` of `self.register_buffer("x", ...)` and its like; it may be empty."""
    text = registered_text(node) if isinstance(node, ast.Call) else None
    value = text.value if isinstance(text, ast.Constant) else None
    return value if isinstance(value, str) else ""


def registered_text(call: ast.Call) -> ast.expr:
    """Return the argument that names what a call registers; else, the call."""
    function, given = name_of(call.func), call.args
    if function in REGISTERING and given:
        return given[0]
    return given[1] if function in ("setattr", "getattr") and given[1:] else call


def attributes(code: Code) -> dict[str, ast.AST]:
    """Map the attributes that a class assigns to where it does so first."""
    found: dict[str, ast.AST] = {}
    for node in code.nodes:
        name = registered_name(node)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.setdefault(own_attribute(node), node)
        elif called(node) != "getattr":
            found.setdefault(name, node)
    found.pop("", None)
    return found


def members(code: Code) -> dict[str, ast.AST]:
    """Map what instances of a class have, its methods included."""
    found = attributes(code)
    if isinstance(code.node, ast.ClassDef):
        for item in code.node.body:
            pair = assigned(item)
            if isinstance(item, ast.FunctionDef):
                found.setdefault(item.name, item)
            elif pair and isinstance(pair[0], ast.Name):
                found.setdefault(pair[0].id, item)
    return found


def uses_of(code: Code, attribute: str) -> Iterator[ast.Attribute]:
    """`self.x`, wherever a class reads or writes it."""
    for node in code.of(ast.Attribute):
        if own_attribute(node) == attribute:
            yield node

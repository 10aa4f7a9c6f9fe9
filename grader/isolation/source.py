"""Read from source code, without running it, what a diagnosis may point at.

Runs inside the child, because `ast.parse` on hostile source can kill a process.
It decides nothing: a remark is used only to explain a check that failed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.isolation.protocol import Definition, Read, Remark, UnitSource

MAX_REMARKS = 200
DETACHING = {"detach", "detach_", "item", "numpy", "tolist"}
NO_GRAD = {"no_grad", "inference_mode", "set_grad_enabled"}
COPIES = {"tensor", "from_numpy", "as_tensor", "Tensor", "FloatTensor", "array"}
FACTORIES = {
    "zeros", "ones", "empty", "full", "rand", "randn", "randint", "arange", "eye",
    "linspace", "tensor", "normal", "Tensor", "FloatTensor",
}  # fmt: skip
WRAPPERS = {"Parameter", "register_parameter", "register_buffer", "Buffer"}
NEAR_FORWARD = {"foward", "forwrd", "froward", "Forward", "forwards", "fowrard", "call"}


def read_unit(tree: ast.Module, unit: UnitSource) -> Read:
    """Collect the definitions of a unit and the remarks inside each."""
    definitions: list[Definition] = []
    remarks: list[Remark] = []
    for statement in tree.body:
        name = _defined_name(statement)
        if not name:
            continue
        definitions.append(
            Definition(
                name=name,
                what=type(statement).__name__,
                label=unit.label,
                cell=unit.cell,
                line=statement.lineno,
                uses=tuple(sorted(_names_in(statement)))[:500],
            )
        )
        for cause, text, line in _remarks_in(statement):
            if len(remarks) >= MAX_REMARKS:
                break
            remarks.append(
                Remark(
                    cause=cause,
                    text=text[:160],
                    label=unit.label,
                    cell=unit.cell,
                    line=line,
                    symbol=name,
                )
            )
    return Read(definitions=tuple(definitions), remarks=tuple(remarks))


def _defined_name(statement: ast.stmt) -> str:
    if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return statement.name
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    return ""


def _names_in(statement: ast.stmt) -> set[str]:
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return names | {
        node.attr for node in ast.walk(statement) if isinstance(node, ast.Attribute)
    }


Found = tuple[str, str, int]  # cause, source text, line


def _remarks_in(statement: ast.stmt) -> Iterator[Found]:
    if isinstance(statement, ast.ClassDef):
        yield from _class_remarks(statement)
    for node in ast.walk(statement):
        yield from _detaching(node)
        yield from _registration(node)
        yield from _factories(node)
        if isinstance(node, ast.FunctionDef):
            yield from _in_place(node)
            yield from _missing_return(node)


def _class_remarks(cls: ast.ClassDef) -> Iterator[Found]:
    methods = {
        item.name: item for item in cls.body if isinstance(item, ast.FunctionDef)
    }
    init = methods.get("__init__")
    if init and "__init__" not in {
        node.attr for node in ast.walk(init) if isinstance(node, ast.Attribute)
    }:
        yield "no super init", f"class {cls.name}", init.lineno
    if "forward" not in methods:
        near = next((name for name in methods if name in NEAR_FORWARD), None)
        if near:
            yield "forward misspelt", f"def {near}", methods[near].lineno


def _detaching(node: ast.AST) -> Iterator[Found]:
    if isinstance(node, ast.Attribute) and node.attr == "data":
        if isinstance(node.ctx, ast.Load):
            yield "detached", _text(node), node.lineno
    elif isinstance(node, ast.Call):
        name = _called(node)
        is_method = isinstance(node.func, ast.Attribute)
        if (name in DETACHING and is_method) or (
            name in COPIES and node.args and _touches_data(node.args[0])
        ):
            yield "detached", _text(node), node.lineno
    elif isinstance(node, ast.With | ast.AsyncWith):
        for item in node.items:
            if _mentions(item.context_expr, NO_GRAD):
                yield "detached", f"with {_text(item.context_expr)}", node.lineno
    if isinstance(node, ast.FunctionDef):
        for decorator in node.decorator_list:
            if _mentions(decorator, NO_GRAD):
                yield "detached", f"@{_text(decorator)}", decorator.lineno


def _touches_data(argument: ast.expr) -> bool:
    """Whether an argument of `torch.tensor` may be a tensor, not a literal."""
    return not isinstance(argument, ast.Constant) and not (
        isinstance(argument, ast.List | ast.Tuple)
        and all(isinstance(item, ast.Constant) for item in argument.elts)
    )


def _registration(node: ast.AST) -> Iterator[Found]:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if not any(_is_self_attribute(target) for target in targets):
        return
    value = node.value
    if (
        isinstance(value, ast.List | ast.Tuple | ast.Dict | ast.ListComp | ast.DictComp)
        or (isinstance(value, ast.Call) and _called(value) in ("list", "dict", "tuple"))
        or (
            isinstance(value, ast.Name)
            and value.id in ("modules", "args", "layers", "blocks")
        )
    ):
        yield "plain container", _text(node), node.lineno
    elif (
        isinstance(value, ast.Call)
        and _mentions(value, FACTORIES)
        and not _mentions(value, WRAPPERS)
    ):
        yield "plain tensor", _text(node), node.lineno


def _factories(node: ast.AST) -> Iterator[Found]:
    if not isinstance(node, ast.Call) or _called(node) not in FACTORIES:
        return
    given = {keyword.arg for keyword in node.keywords}
    if "dtype" not in given and None not in given:
        yield "factory without dtype", _text(node), node.lineno
    if "device" not in given and None not in given:
        yield "factory without device", _text(node), node.lineno


def _in_place(function: ast.FunctionDef) -> Iterator[Found]:
    """Statements that may write into one of the function's arguments."""
    arguments = {arg.arg for arg in function.args.args} - {"self"}
    for node in ast.walk(function):
        if (
            (isinstance(node, ast.AugAssign) and _root(node.target) in arguments)
            or (
                isinstance(node, ast.Assign)
                and any(
                    isinstance(target, ast.Subscript) and _root(target) in arguments
                    for target in node.targets
                )
            )
            or (isinstance(node, ast.Call) and _writes(node, arguments))
        ):
            yield "in place", _text(node), node.lineno


def _writes(call: ast.Call, arguments: set[str]) -> bool:
    if any(
        keyword.arg == "out" and _root(keyword.value) in arguments
        for keyword in call.keywords
    ):
        return True
    name = _called(call)
    return (
        isinstance(call.func, ast.Attribute)
        and name.endswith("_")
        and not name.endswith("__")
        and (
            _root(call.func) in arguments
            or bool(call.args and _root(call.args[0]) in arguments)
        )
    )


def _missing_return(function: ast.FunctionDef) -> Iterator[Found]:
    if function.name == "__init__":
        return
    returns = [
        node for node in ast.walk(function)
        if isinstance(node, ast.Return | ast.Yield) and node.value is not None
    ]  # fmt: skip
    if not returns:
        yield "no return", f"def {function.name}", function.lineno


def _is_self_attribute(target: ast.expr) -> bool:
    return (
        isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
    )


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _mentions(node: ast.AST, names: set[str]) -> bool:
    return any(
        (isinstance(item, ast.Attribute) and item.attr in names)
        or (isinstance(item, ast.Name) and item.id in names)
        for item in ast.walk(node)
    )


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())

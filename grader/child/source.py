"""Read from source code, without running it, what a diagnosis may point at.

Runs inside the child, because `ast.parse` on hostile source can kill a process.
It decides nothing: a remark is used only to explain a check that failed.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from itertools import islice

from grader.isolation.protocol import (
    MAX_REMARKS,
    MAX_STATEMENTS,
    MAX_USES,
    REBINDS,
    Definition,
    Read,
    Remark,
    Statement,
    UnitSource,
)
from grader.statements import statements_in

MAX_REBINDINGS = 50
MAX_NAME = 200
MAX_LINE = 160
DETACHING = {"detach", "detach_", "item", "numpy", "tolist"}
NO_GRAD = {"no_grad", "inference_mode", "set_grad_enabled"}
MOVES = {"cuda", "cpu"}  # methods that lessons forget to call
COPIES = {"tensor", "from_numpy", "as_tensor", "Tensor", "FloatTensor", "array"}
FACTORIES = {
    "zeros", "ones", "empty", "full", "rand", "randn", "randint", "arange", "eye",
    "linspace", "tensor", "normal", "Tensor", "FloatTensor",
}  # fmt: skip
WRAPPERS = {"Parameter", "register_parameter", "register_buffer", "Buffer"}
# Where parameters are made: leaving the autograd graph there does no harm.
STARTS = {"__init__", "reset_parameters"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def read_unit(tree: ast.Module, unit: UnitSource) -> Read:
    """Collect the definitions of a unit and the remarks inside each.

    Of a class or function that is defined twice, only the last counts.
    """
    definitions: list[Definition] = []
    remarks: dict[str, list[Remark]] = {}
    statements: list[Statement] = []
    for statement in tree.body:
        name = _defined_name(statement)
        if not name:
            continue
        definitions.append(_definition(name, statement, unit))
        if isinstance(statement, ast.ClassDef | Function):
            remarks.pop(name, None)
            statements += statements_in(statement, unit, name)
        found = sorted(_remarks_in(statement), key=lambda found: found[2])
        remarks.setdefault(name, []).extend(
            Remark(
                cause=cause,
                text=text,
                label=unit.label,
                cell=unit.cell,
                line=line,
                symbol=name,
            )
            for cause, text, line in found[:MAX_REMARKS]
        )
    every = [remark for found in remarks.values() for remark in found]
    every += islice(_rebindings(tree, unit), MAX_REBINDINGS)
    return Read(
        definitions=tuple(definitions),
        remarks=tuple(every),
        statements=tuple(statements[-MAX_STATEMENTS:]),
    )


def _rebindings(tree: ast.Module, unit: UnitSource) -> Iterator[Remark]:
    """Lines that give, or take, an attribute of something else than `self`."""
    for node in ast.walk(tree):
        name = _rebound(node)
        if name:
            yield Remark(
                cause=REBINDS,
                text=name[:MAX_LINE],
                label=unit.label,
                cell=unit.cell,
                line=getattr(node, "lineno", 1),
            )


def _rebound(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
        return "" if _is_self_attribute(node) else _text(node)
    if isinstance(node, ast.Call) and _called(node) in ("setattr", "delattr"):
        match node.args:
            case [owner, ast.Constant(value=str(name)), *_]:
                return f"{_text(owner)}.{name}"
    return ""


def _definition(name: str, statement: ast.stmt, unit: UnitSource) -> Definition:
    uses = sorted(use[:MAX_NAME] for use in _names_in(statement))
    return Definition(
        name=name,
        what=type(statement).__name__,
        label=unit.label,
        cell=unit.cell,
        line=statement.lineno,
        uses=tuple(uses[:MAX_USES]),
    )


def _defined_name(statement: ast.stmt) -> str:
    if isinstance(statement, ast.ClassDef | Function):
        return statement.name[:MAX_NAME]
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        target = _targets(statement)[0]
        return target.id[:MAX_NAME] if isinstance(target, ast.Name) else ""
    return ""


def _targets(statement: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return (
        statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    )


def _names_in(statement: ast.stmt) -> set[str]:
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return names | {
        node.attr for node in ast.walk(statement) if isinstance(node, ast.Attribute)
    }


Found = tuple[str, str, int]  # cause, source text, line


def _remarks_in(statement: ast.stmt) -> Iterator[Found]:
    if isinstance(statement, ast.ClassDef):
        yield from _class_remarks(statement)
    harmless = {
        inside
        for node in ast.walk(statement)
        if isinstance(node, Function) and node.name in STARTS
        for inside in ast.walk(node)
    }
    for node in ast.walk(statement):
        if node not in harmless:
            yield from _detaching(node)
        yield from _registration(node)
        yield from _factories(node)
        if isinstance(node, ast.FunctionDef):
            yield from _in_place(node)
            yield from _missing_return(node)
            yield from _not_called(node)


def _class_remarks(cls: ast.ClassDef) -> Iterator[Found]:
    methods = {
        item.name: item for item in cls.body if isinstance(item, ast.FunctionDef)
    }
    init = methods.get("__init__")
    if init and "__init__" not in {
        node.attr for node in ast.walk(init) if isinstance(node, ast.Attribute)
    }:
        yield "no super init", f"class {cls.name}", init.lineno
    for name in ("__init__", "forward"):
        if name in methods:
            yield f"method {name}", f"def {name}", methods[name].lineno
    if "forward" not in methods:
        known = {name.lower(): name for name in methods}
        near = difflib.get_close_matches("forward", known, n=1, cutoff=0.7)
        name = known[near[0]] if near else known.get("call", "")
        if name:
            yield "forward misspelt", f"def {name[:MAX_NAME]}", methods[name].lineno


def _detaching(node: ast.AST) -> Iterator[Found]:
    """Steps that leave the autograd graph."""
    if _reads_data(node) or _leaves_graph(node):
        yield "detached", _text(node), getattr(node, "lineno", 1)
    elif isinstance(node, ast.With | ast.AsyncWith):
        for item in node.items:
            if _mentions(item.context_expr, NO_GRAD):
                yield "detached", f"with {_text(item.context_expr)}", node.lineno
    elif isinstance(node, ast.FunctionDef):
        for decorator in node.decorator_list:
            if _mentions(decorator, NO_GRAD):
                yield "detached", f"@{_text(decorator)}", decorator.lineno


def _reads_data(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "data"
        and isinstance(node.ctx, ast.Load)
    )


def _leaves_graph(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = _called(node)
    if name in DETACHING:
        return isinstance(node.func, ast.Attribute)
    # torch.Tensor(rows, columns) makes a new tensor, of that size
    return name in COPIES and len(node.args) == 1 and _touches_data(node.args[0])


def _touches_data(argument: ast.expr) -> bool:
    """Whether an argument of `torch.tensor` may be a tensor, not a literal."""
    return not isinstance(argument, ast.Constant) and not (
        isinstance(argument, ast.List | ast.Tuple)
        and all(isinstance(item, ast.Constant) for item in argument.elts)
    )


def _registration(node: ast.AST) -> Iterator[Found]:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return
    if not any(_is_self_attribute(target) for target in _targets(node)):
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
    elif _calls(value, FACTORIES) and not _calls(value, WRAPPERS):
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
    arguments = {
        node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)
    } - {"self"}
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
    if function.name == "__init__" or isinstance(function.body[-1], ast.Raise):
        return
    if not any(
        isinstance(node, ast.Return | ast.Yield | ast.YieldFrom) and node.value
        for node in _own_nodes(function)
    ):
        yield "no return", f"def {function.name[:MAX_NAME]}", function.lineno


def _not_called(function: ast.FunctionDef) -> Iterator[Found]:
    """Methods that are named where they should be called, such as `net.cuda`."""
    nodes = list(ast.walk(function))
    called = {node.func for node in nodes if isinstance(node, ast.Call)}
    named = {node.value for node in nodes if isinstance(node, ast.Attribute)}
    statements = {node.value for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node not in called | named:
            moves = node.attr in MOVES and _root(node) != "torch"
            if moves or node in statements:
                yield "not called", _text(node), node.lineno


def _own_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Nodes of a function, but not those of functions and classes inside it."""
    frontier: list[ast.AST] = list(function.body)
    while frontier:
        node = frontier.pop()
        yield node
        if not isinstance(node, Function | ast.Lambda | ast.ClassDef):
            frontier += ast.iter_child_nodes(node)


def _is_self_attribute(target: ast.expr) -> bool:
    return (
        isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
    )


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        if isinstance(node, ast.Call) and _called(node) == "clone":
            return ""
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


def _calls(node: ast.AST, names: set[str]) -> bool:
    return any(
        isinstance(item, ast.Call) and _called(item) in names for item in ast.walk(node)
    )


def _text(node: ast.AST) -> str:
    try:
        return " ".join(ast.unparse(node).split())[:MAX_LINE]
    except RecursionError:  # deep expressions parse, and run, but cannot be written
        return "…"

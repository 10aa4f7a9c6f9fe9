"""What a module has to know of: parameters, buffers and modules, and their names."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from grader.edits import Edit
from grader.repairing import library
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, Change, Code
from grader.repairing.reading import (
    assigned,
    attributes,
    called,
    name_of,
    own_attribute,
    registered_name,
    registered_text,
    uses_of,
)
from grader.repairing.unknown import misspelt

MADE = {
    "randn", "rand", "zeros", "ones", "empty", "full", "tensor", "normal", "Tensor",
    "eye", "randint", "arange", "FloatTensor", "Variable",
}  # fmt: skip
KNOWN = {"Parameter", "Buffer", "register_buffer", "register_parameter"}
NO_PARAMETER = "`self.{}` is a plain tensor, no Parameter"
NO_BUFFER = "`self.{}` is a plain tensor, no buffer"
Given = tuple[ast.stmt, str, ast.expr]  # a statement, and the attribute that it gives


def plain_tensor(code: Code, case: Case) -> Iterator[Change]:
    """Make a tensor a Parameter, those that the contract asks for all together."""
    new = case.spelled("torch.nn.Parameter")
    yield from _each(code, _plain(code, case), NO_PARAMETER,
                     lambda given: code.around(given[2], f"{new}("))  # fmt: skip


def plain_buffer(code: Code, case: Case) -> Iterator[Change]:
    """Make a tensor a buffer."""
    yield from _each(code, _plain(code, case), NO_BUFFER,
                     lambda given: _buffer(code, given, given[2]))  # fmt: skip


def parameter_plain(code: Code, case: Case) -> Iterator[Change]:
    """Make a Parameter of what is registered as one."""
    calls = [
        call
        for call in code.of(ast.Call)
        if called(call) == "register_parameter" and len(call.args) > 1
    ]
    if calls:
        new = case.spelled("torch.nn.Parameter")
        edits = [e for call in calls for e in code.around(call.args[1], f"{new}(")]
        sentence = f"{code.shown(calls[0].args[1])} is no `{new}`"
        yield Change(sentence, calls[0].lineno, edits)


def name_taken(code: Code, case: Case) -> Iterator[Change]:
    """Register under a name what has no attribute of that name yet."""
    start = code.method("__init__")
    inside = code.inside(start) if start else []
    for name in dict.fromkeys(filter(None, map(registered_name, inside))):
        uses = [x for x in inside if own_attribute(x) == name]
        edits = [code.replace(x, name) for x in uses if isinstance(x, ast.expr)]
        if edits:
            sentence = f"`self.{name}` is assigned, and registered under that name too"
            line = code.statement(uses[0]).lineno
            yield Change(sentence, line, edits)


def buffer_for_parameter(code: Code, case: Case) -> Iterator[Change]:
    """Make a Parameter of a buffer, or a buffer of a Parameter, or have it saved."""
    new = case.spelled("torch.nn.Parameter")
    for statement in code.of(ast.stmt):
        value = statement.value if isinstance(statement, ast.Expr) else statement
        name = registered_name(value)
        if isinstance(value, ast.Call) and called(value) == "register_buffer" and name:
            yield from _saved(code, value, name)
            if len(value.args) == 2:
                text = f"self.{name} = {new}({code.text(value.args[1])})"
                sentence = f"`{name}` is a buffer, no Parameter"
                yield Change(sentence, value.lineno, [code.replace(value, text)])
    for given in _given(code):
        value = given[2]
        if called(value) == "Parameter" and isinstance(value, ast.Call) and value.args:
            edits = _buffer(code, given, value.args[0])
            asked = given[1] in case.attributes()
            what = "a Parameter, no buffer" if asked else "a Parameter too many"
            sentence = f"`self.{given[1]}` is {what}"
            yield Change(sentence, given[0].lineno, edits)


def plain_container(code: Code, case: Case) -> Iterator[Change]:
    """Keep modules, or parameters, in a list or dictionary that registers them."""
    for statement, name, value in _given(code):
        kind = _container(code, value)
        if kind:
            inside = any(called(node) == "Parameter" for node in ast.walk(value))
            path = f"torch.nn.{'Parameter' if inside else 'Module'}{kind}"
            edits = code.around(value, f"{case.spelled(path)}(")
            plain = "list" if kind == "List" else "dictionary"
            sentence = f"`self.{name}` is a plain {plain}, no `nn.{path[9:]}`"
            yield Change(sentence, statement.lineno, edits)


def misnamed(code: Code, case: Case) -> Iterator[Change]:
    """Name attributes as the contract does: first all that differ, then one by one."""
    given, wanted = attributes(code), case.attributes()
    bare = {item[1] for item in _given(code) if _has_no_parameters(case, item[2])}
    pairs = _pairs([name for name in given if name not in {*wanted, *bare}],
                   [name for name in wanted if name not in given])  # fmt: skip
    every = [(old, new, _renamed(code, old, new)) for old, new in pairs]
    if len(every) > 1:
        yield _change(given, every[0], [edit for item in every for edit in item[2]])
    for item in every:
        yield _change(given, item, item[2])


def method_hidden(code: Code, case: Case) -> Iterator[Change]:
    """Name an attribute otherwise than a method that all modules have."""
    for name, node in attributes(code).items():
        if library.is_module_method(name) and code.methods():
            sentence = f"`self.{name}` hides the method `{name}` of all modules"
            line = getattr(node, "lineno", code.node.lineno)
            yield Change(sentence, line, _renamed(code, name, f"{name}_"))


def _given(code: Code) -> Iterator[Given]:
    """Yield what a class gives to its attributes in `__init__`."""
    for statement in code.of(ast.stmt):
        function, pair = code.function(statement), assigned(statement)
        name = own_attribute(pair[0]) if pair else ""
        if pair and name and function is not None and function.name == "__init__":
            yield statement, name, pair[1]


def _plain(code: Code, case: Case) -> list[Given]:
    """Find plain tensors; if some of them are asked for, these alone."""
    found = [
        item
        for item in _given(code)
        if not any(called(node) in KNOWN for node in ast.walk(item[2]))
        and any(_makes_tensor(case, node) for node in ast.walk(item[2]))
    ]
    wanted = set(case.attributes())
    return ([item for item in found if item[1] in wanted] or found)[:MAX_FOUND]


def _makes_tensor(case: Case, node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or called(node) not in MADE:
        return False
    return case.path(node.func).startswith("torch.")


def _each(
    code: Code, found: list[Given], sentence: str, edit: Callable[[Given], list[Edit]]
) -> Iterator[Change]:
    """Repair all together, and then one by one."""
    if len(found) > 1:
        edits = [part for item in found for part in edit(item)]
        yield Change(sentence.format(found[0][1]), found[0][0].lineno, edits)
    for item in found[:4]:
        yield Change(sentence.format(item[1]), item[0].lineno, edit(item))


def _buffer(code: Code, given: Given, value: ast.expr) -> list[Edit]:
    start, end = code.unit.span(given[0])
    text = f'self.register_buffer("{given[1]}", {code.text(value)})'
    return [Edit(start, end, text)]


def _saved(code: Code, call: ast.Call, name: str) -> Iterator[Change]:
    for item in call.keywords:
        if item.arg == "persistent":
            edits = [code.without(call, item)]
            yield Change(f"the buffer `{name}` is not saved", call.lineno, edits)


def _container(code: Code, value: ast.expr) -> str:
    """Return whether an expression is a plain list, or dictionary."""
    if isinstance(value, ast.Dict | ast.DictComp) or called(value) in ("dict",):
        return "Dict"
    if isinstance(value, ast.List | ast.ListComp | ast.Tuple):
        return "List"
    if called(value) in ("list", "tuple"):
        return "List"
    starts = code.method("__init__")
    several = starts.args.vararg if starts else None
    return "List" if several and name_of(value) == several.arg else ""


def _pairs(others: list[str], wanted: list[str]) -> list[tuple[str, str]]:
    """Pair names that there are with those asked for: like ones, then in turn."""
    pairs = []
    for new in wanted[:10]:
        near = [old for old in others if new.startswith(old) or old.startswith(new)]
        near += library.nearest(new, others, 1)
        if near:
            others = [old for old in others if old != near[0]]
            pairs.append((near[0], new))
    known = {new for _, new in pairs}
    rest = [new for new in wanted[:10] if new not in known]
    return pairs + (
        list(zip(others, rest, strict=True)) if len(others) == len(rest) else []
    )


def _has_no_parameters(case: Case, value: ast.expr) -> bool:
    """Whether a value is a layer such as `nn.ReLU()`, whose name is free."""
    path = case.path(value.func) if isinstance(value, ast.Call) else ""
    return library.is_layer(path) and library.needs_no_arguments(path)


def _renamed(code: Code, old: str, new: str) -> list[Edit]:
    """Rename an attribute wherever a class speaks of it, texts included."""
    ends = [code.unit.span(use)[1] for use in uses_of(code, old)]
    edits = [Edit(end - len(old), end, new) for end in ends]
    for node in code.of(ast.Call):
        if registered_name(node) == old:
            edits.append(code.replace(registered_text(node), f'"{new}"'))
    return edits


def _change(
    given: dict[str, ast.AST], item: tuple[str, str, list[Edit]], edits: list[Edit]
) -> Change:
    old, new, _ = item
    sentence = misspelt(old, new)
    if not library.nearest(old, [new]):
        sentence = f"`{old}` should be named `{new}`"
    return Change(sentence, getattr(given[old], "lineno", 1), edits)

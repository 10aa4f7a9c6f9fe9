"""What a module registers: Parameters, buffers, modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.edits import Edit
from grader.mutating.operators.code import Change, Code, name_of, own_attribute, words
from grader.mutating.operators.tensors import Tensors, made, registered

LISTS = {"ModuleList": "list", "ModuleDict": "dict"} | {
    "ParameterList": "list",
    "ParameterDict": "dict",
}
INSIDE = words("buffers children modules named_buffers named_parameters parameters")


def parameter_plain(code: Code) -> Iterator[Change]:
    """`nn.Parameter(x)` becomes `x`."""
    for target, value in _parameters(code):
        sentence = f"`{target.attr}` is no Parameter"
        yield sentence, code.replace(value, code.text(value.args[0]))


def parameter_buffer(code: Code) -> Iterator[Change]:
    """`self.w = nn.Parameter(x)` becomes `self.register_buffer("w", x)`."""
    for target, value in _parameters(code):
        text = f'self.register_buffer("{target.attr}", {code.text(value.args[0])})'
        sentence = f"`{target.attr}` is a buffer, no Parameter"
        yield sentence, code.lines(code.statement(value), text)


def parameter_frozen(code: Code) -> Iterator[Change]:
    """`nn.Parameter(x)` becomes `nn.Parameter(x, requires_grad=False)`."""
    for target, value in _parameters(code):
        sentence = f"`{target.attr}` is frozen, so it never learns"
        yield sentence, code.argument(value, "requires_grad=False")


def buffer_plain(code: Code) -> Iterator[Change]:
    """`self.register_buffer("c", x)` becomes `self.c = x`."""
    for call, name, value in registered(code):
        text = f"self.{name} = {code.text(value)}"
        yield f"`{name}` is no buffer", code.lines(code.statement(call), text)


def buffer_parameter(code: Code) -> Iterator[Change]:
    """`self.register_buffer("c", x)` becomes `self.c = nn.Parameter(x)`."""
    prefix = "nn" if "nn" in code.imported else "torch.nn"
    for call, name, value in registered(code):
        for end, what in (("", "a Parameter"), (", False", "a frozen Parameter")):
            text = f"self.{name} = {prefix}.Parameter({code.text(value)}{end})"
            sentence = f"`{name}` is {what}, no buffer"
            yield sentence, code.lines(code.statement(call), text)


def buffer_not_saved(code: Code) -> Iterator[Change]:
    """`self.register_buffer("c", x)` gets `persistent=False`."""
    for call, name, _ in registered(code):
        sentence = f"`{name}` is left out of the `state_dict()`"
        yield sentence, code.argument(call, "persistent=False")


def not_registered(code: Code) -> Iterator[Change]:
    """`self.hidden = nn.Linear(...)` becomes a plain attribute."""
    for target, _ in _modules(code):
        sentence = f"`{target.attr}` is not registered with the module"
        yield sentence, code.replace(target, f'self.__dict__["{target.attr}"]')


def in_a_list(code: Code) -> Iterator[Change]:
    """What is assigned to an attribute goes into a plain list there."""
    for target, value in [*_modules(code), *_parameters(code)]:
        edits = [code.then(node, "[0]") for node in _reads(code, target.attr)]
        edits.append(code.replace(value, f"[{code.text(value)}]"))
        sentence = f"`{target.attr}` sits in a plain list, which registers nothing"
        yield sentence, *edits


def plain_container(code: Code) -> Iterator[Change]:
    """`nn.ModuleList(x)` becomes `list(x)`."""
    for call in code.of(ast.Call):
        plain = LISTS.get(name_of(call))
        if plain:
            text = f"{plain}({', '.join(map(code.text, call.args))})"
            yield f"a `{plain}` registers nothing", code.replace(call, text)


def added_plainly(code: Code) -> Iterator[Change]:
    """`self.add_module(name, x)` puts `x` into a plain dictionary instead."""
    added = [call for call in code.of(ast.Call) if name_of(call) == "add_module"]
    edits = [
        code.replace(call, f"self.plain.update({{{', '.join(_pair(code, call))}}})")
        for call in added
        if len(call.args) == 2
    ]
    start = next(_super_inits(code), None)
    if edits and start:
        edits.append(code.after(start, "self.plain = {}"))
        edits.extend(_found_again(code))
        yield "the modules sit in a plain dictionary, which registers nothing", *edits


def super_init_missing(code: Code) -> Iterator[Change]:
    """`super().__init__()` is left out."""
    for statement in _super_inits(code):
        yield "`super().__init__()` is missing", code.lines(statement, "")


def misnamed(code: Code) -> Iterator[Change]:
    """An attribute gets another name, wherever it stands."""
    strings = {name: call.args[0] for call, name, _ in registered(code)}
    for name in dict.fromkeys([*(target.attr for target, _ in made(code)), *strings]):
        same = [node for node in code.of(ast.Attribute) if own_attribute(node) == name]
        other = f"{name}es" if name.endswith("s") else f"{name}s"
        edits = [code.replace(node, f"self.{other}") for node in same]
        if name in strings:
            edits.append(code.replace(strings[name], f'"{other}"'))
        yield f"`{name}` is called `{other}`", *edits


def made_anew(code: Code) -> Iterator[Change]:
    """`self.linear` becomes `nn.Linear(...)` where it is used."""
    makers = {target.attr: value for target, value in made(code)}
    makers |= {n: v for _, n, v in registered(code) if isinstance(v, ast.Call)}
    for name, maker in makers.items():
        function = code.function(maker)
        given = {item.arg for item in function.args.args} if function else set()
        names = {node.id for node in ast.walk(maker) if isinstance(node, ast.Name)}
        if not given & names:
            for node in _reads(code, name):
                sentence = f"`{name}` is made anew in every call"
                yield sentence, code.replace(node, code.text(maker))


def inside_left_out(code: Code) -> Iterator[Change]:
    """`net.parameters()` becomes `net.parameters(recurse=False)`."""
    for call in code.of(ast.Call):
        recursive = name_of(call) not in ("children", "modules")
        if name_of(call) in INSIDE and recursive and not call.keywords:
            sentence = f"{code.shown(call)} leaves out the modules inside"
            yield sentence, code.argument(call, "recurse=False")


def _parameters(code: Code) -> Iterator[tuple[ast.Attribute, ast.Call]]:
    for target, value in made(code):
        if name_of(value) == "Parameter" and value.args:
            yield target, value


def _modules(code: Code) -> Iterator[tuple[ast.Attribute, ast.Call]]:
    known = Tensors(code).modules
    return (pair for pair in made(code) if f"self.{pair[0].attr}" in known)


def _reads(code: Code, name: str) -> Iterator[ast.Attribute]:
    for node in code.of(ast.Attribute):
        if own_attribute(node) == name and isinstance(node.ctx, ast.Load):
            yield node


def _super_inits(code: Code) -> Iterator[ast.stmt]:
    for call in code.of(ast.Call):
        if name_of(call) == "__init__" and "super()" in code.text(call):
            yield code.statement(call)


def _pair(code: Code, call: ast.Call) -> Iterator[str]:
    yield ": ".join(map(code.text, call.args))


def _found_again(code: Code) -> Iterator[Edit]:
    """Have what was registered read from the plain dictionary."""
    for node in _reads(code, "_modules"):
        yield code.replace(node, "self.plain")
    for call in code.of(ast.Call):
        if name_of(call) == "get_submodule" and call.args:
            yield code.replace(call, f"self.plain[{code.text(call.args[0])}]")

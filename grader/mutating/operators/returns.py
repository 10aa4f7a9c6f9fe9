"""What comes back: nothing, too early, something else, or always the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutating.operators.code import Change, Code
from grader.mutating.operators.tensors import last_return


def return_missing(code: Code) -> Iterator[Change]:
    """`return x` becomes `x`, or `print(x)`."""
    for node, value in _returns(code):
        yield (
            f"`return` is missing before {code.shown(value)}",
            code.lines(node, code.text(value)),
        )
        sentence = f"{code.shown(value)} is printed, not returned"
        yield sentence, code.lines(node, f"print({code.text(value)})")


def return_early(code: Code) -> Iterator[Change]:
    """`for ...: f(x)`, `return x` becomes `for ...: f(x); return x`."""
    for node, _ in _returns(code):
        block = code.block(node)
        before = block[: block.index(node)]
        if before and isinstance(before[-1], ast.For | ast.While):
            inside = code.after(before[-1].body[-1], code.text(node))
            yield "`return` stands inside the loop", inside, code.lines(node, "")


def returned_in_something(code: Code) -> Iterator[Change]:
    """`return x` becomes `return [x]`; `return [x, y]` becomes `return x`."""
    for _, value in _returns(code):
        if isinstance(value, ast.List | ast.ListComp):
            text = f"({code.text(value).removeprefix('[').removesuffix(']')})"
            sentence = f"{code.shown(value)} is a generator, not a list"
            yield sentence, code.replace(value, text)
        else:
            sentence = f"{code.shown(value)} comes in a tuple"
            yield sentence, code.replace(value, f"({code.text(value)},)")


def kept(code: Code) -> Iterator[Change]:
    """The first result is kept, and returned ever after."""
    for function in code.functions():
        node, name = last_return(function), function.name
        inside = [item for item, _ in _returns(code) if code.function(item) is function]
        if node and node.value and inside == [node]:
            owner = "self" if function is not code.node else name
            text = (
                f'if not hasattr({owner}, "kept"):\n'
                f"    {owner}.kept = {code.text(node.value)}\n"
                f"return {owner}.kept"
            )
            sentence = f"`{name}` keeps its first result, and returns it ever after"
            yield sentence, code.lines(node, text)


def _returns(code: Code) -> Iterator[tuple[ast.Return, ast.expr]]:
    for node in code.of(ast.Return):
        if node.value:
            yield node, node.value

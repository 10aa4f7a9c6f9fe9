"""Conditions, loops, and statements that are missing or out of order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from grader.mutating.operators.code import Change, Code, assigned, name_of

CUTS = {"[1:]": "skips its first round", "[:-1]": "skips its last round"} | {
    "[:1]": "ends after its first round"
}
ORDERED = ast.ListComp | ast.GeneratorExp


def negated(code: Code) -> Iterator[Change]:
    """`if x:` becomes `if not x:`."""
    for test in _tests(code):
        sentence = f"{code.shown(test)} decides the wrong way round"
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            yield sentence, code.replace(test, code.text(test.operand))
        else:
            loose = isinstance(test, ast.BoolOp | ast.IfExp)
            text = code.text(test)
            yield (
                sentence,
                code.replace(test, f"not ({text})" if loose else f"not {text}"),
            )


def not_asked(code: Code) -> Iterator[Change]:
    """`x if c else y` becomes `x`, or `y`; `if c:` becomes `if True:`."""
    for choice in code.of(ast.IfExp):
        sentence = f"{code.shown(choice.test)} is not asked"
        yield sentence, code.replace(choice, code.text(choice.body))
        yield sentence, code.replace(choice, code.text(choice.orelse))
    for branch in code.of(ast.If):
        sentence = f"{code.shown(branch.test)} is not asked"
        yield sentence, code.replace(branch.test, "True")


def other_logic(code: Code) -> Iterator[Change]:
    """`a or b` becomes `a and b`."""
    for node in code.of(ast.BoolOp):
        old, new = ("or", "and") if isinstance(node.op, ast.Or) else ("and", "or")
        edits = [
            code.between(one, other, code.gap(one, other).replace(old, new))
            for one, other in pairwise(node.values)
        ]
        yield f"`{new}` stands where `{old}` belongs", *edits


def fallback_missing(code: Code) -> Iterator[Change]:
    """`a or b` becomes `a`, or `b`."""
    for node in code.of(ast.BoolOp):
        for kept in node.values:
            lost = next(value for value in node.values if value is not kept)
            sentence = f"{code.shown(lost)} is missing"
            yield sentence, code.replace(node, code.text(kept))
        last = node.values[-1]
        if isinstance(node.op, ast.Or) and isinstance(last, ast.List):
            gap = code.gap(node.values[-2], last)
            sentence = f"{code.shown(last)} is added in any case"
            yield sentence, code.between(node.values[-2], last, gap.replace("or", "+"))


def bare_item(code: Code) -> Iterator[Change]:
    """`[x]` becomes `x`."""
    for node in code.of(ast.List):
        if len(node.elts) == 1 and isinstance(node.ctx, ast.Load):
            sentence = f"{code.shown(node.elts[0])} is not in a list"
            yield sentence, code.replace(node, code.text(node.elts[0]))


def loop_cut(code: Code) -> Iterator[Change]:
    """`for x in xs` becomes `for x in list(xs)[1:]`."""
    for node, _ in _loops(code):
        for cut, what in CUTS.items():
            sentence = f"the loop over {code.shown(node)} {what}"
            yield sentence, code.replace(node, f"list({code.text(node)}){cut}")


def loop_reversed(code: Code) -> Iterator[Change]:
    """`for x in xs` becomes `for x in reversed(list(xs))`."""
    for node, owner in _loops(code):
        if isinstance(owner, ast.For | ORDERED):
            sentence = f"the loop over {code.shown(node)} runs backwards"
            yield sentence, code.replace(node, f"reversed(list({code.text(node)}))")


def partner_reversed(code: Code) -> Iterator[Change]:
    """`zip(xs, ys)` becomes `zip(xs, ys[::-1])`."""
    for call in code.of(ast.Call):
        if name_of(call) == "zip":
            for item in call.args:
                sentence = f"{code.shown(item)} is paired from its end"
                yield sentence, code.replace(item, f"list({code.text(item)})[::-1]")


def while_once(code: Code) -> Iterator[Change]:
    """`while c:` becomes `if c:`, or its body runs before `c` is looked at."""
    for node in code.of(ast.While):
        head = code.dedented(node)
        sentence = f"{code.shown(node.test)} is asked once: `if`, not `while`"
        yield sentence, code.lines(node, f"if{head.removeprefix('while')}")
        body = "\n".join(code.dedented(item) for item in node.body)
        sentence = f"the loop runs once before {code.shown(node.test)} is asked"
        yield sentence, code.before(node, body)


def collected_wrongly(code: Code) -> Iterator[Change]:
    """`xs.append(x)` becomes `xs.insert(0, x)`, or `xs = [x]`."""
    for call in code.of(ast.Call):
        func = call.func
        if isinstance(func, ast.Attribute) and func.attr == "append" and call.args:
            items, item = code.text(func.value), code.text(call.args[0])
            sentence = f"what is new comes first in `{items}`"
            yield sentence, code.replace(call, f"{items}.insert(0, {item})")
            sentence = f"`{items}` holds the last one only"
            yield sentence, code.lines(code.statement(call), f"{items} = [{item}]")


def statement_missing(code: Code) -> Iterator[Change]:
    """A statement is left out."""
    for node in code.statements():
        owner = code.parent(node)
        alone = len(code.block(node)) == 1 and isinstance(owner, ast.If | ast.While)
        pair = assigned(node)
        named = pair and isinstance(pair[0], ast.Name)
        if named and pair and not _is_bound_before(code, node, code.text(pair[0])):
            continue
        if not alone and not isinstance(node, ast.Return | ast.Pass):
            shown = code.shown(node).partition(":")[0].strip("`")
            sentence = f"`{shown}` is missing"
            yield sentence, code.lines(node, "")


def steps_exchanged(code: Code) -> Iterator[Change]:
    """`x = f(x)`, `x = g(x)` becomes `x = g(x)`, `x = f(x)`."""
    for node in code.statements():
        block = code.block(node)
        after = block[block.index(node) + 1 :]
        one, other = assigned(node), assigned(after[0]) if after else None
        if one and other and code.text(one[0]) == code.text(other[0]):
            sentence = f"{code.shown(node)} comes too late"
            yield sentence, *code.exchange(one[1], other[1])


def another_exception(code: Code) -> Iterator[Change]:
    """`raise ValueError(...)` becomes `raise RuntimeError(...)`, or a `return`."""
    for node in code.of(ast.Raise):
        call = node.exc
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            kind = call.func.id
            other = "RuntimeError" if kind != "RuntimeError" else "ValueError"
            sentence = f"`{other}` is raised, not `{kind}`"
            yield sentence, code.replace(call.func, other)
            sentence = f"`{kind}` is returned, not raised"
            yield sentence, code.lines(node, f"return {code.text(call)}")


def _tests(code: Code) -> Iterator[ast.expr]:
    yield from (node.test for node in code.of(ast.If))
    yield from (node.test for node in code.of(ast.IfExp))


def _loops(code: Code) -> Iterator[tuple[ast.expr, ast.AST]]:
    """What is looped over, and the loop or comprehension."""
    for node in code.of(ast.For):
        yield node.iter, node
    for part in code.of(ast.comprehension):
        yield part.iter, code.parent(part)


def _is_bound_before(code: Code, statement: ast.stmt, name: str) -> bool:
    function = code.function(statement)
    assert function is not None
    given = any(item.arg == name for item in function.args.args)
    pairs = (assigned(item) for item in code.statements() if item is not statement)
    return given or any(pair and code.text(pair[0]) == name for pair in pairs)

"""Methods that Python, or torch, does not find: their names, places and `self`."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator

from grader.edits import Edit
from grader.repairing.case import Case
from grader.repairing.code import Change, Code
from grader.repairing.reading import name_of, parameters
from grader.repairing.unknown import misspelt

STARTS = {"int", "init", "inti", "intit", "initi", "ini", "iint", "initialize"}
CALLS = {"call", "run", "fwd", "predict", "forwards", "forwardpass", "feedforward"}
SELVES = {"self", "cls", "this", "_", "s", "me"}
WANTED = ("__init__", "forward")
NEAR = 0.75
LIKE_A_METHOD = {"staticmethod", "classmethod"}


def misnamed(code: Code, case: Case) -> Iterator[Change]:
    """Name a method `__init__`, or `forward`, where the class has none."""
    for wanted in WANTED:
        if _lacks(code, wanted):
            for method in code.methods():
                if _is_like(method.name, wanted):
                    edits = [_name(code, method, wanted), *_uses(code, method, wanted)]
                    yield Change(_sentence(method.name, wanted), method.lineno, edits)


def nested(code: Code, case: Case) -> Iterator[Change]:
    """Move a method out of another one, into the class."""
    for method in code.functions():
        outer = code.function(method)
        if outer is None or not code.is_method(outer) or not _is_method(method):
            continue
        if _lacks(code, method.name):
            indent = code.indent(outer)
            sentence = f"`{method.name}` is indented into `{outer.name}`"
            yield Change(sentence, method.lineno, _moved(code, method, indent))


def outside(code: Code, case: Case) -> Iterator[Change]:
    """Move methods that stand right behind a class into it."""
    following = _following(code)
    if not following or not isinstance(code.node, ast.ClassDef):
        return
    indent = code.indent(code.node.body[0])
    start = code.unit.line(following[0].lineno)
    end = code.unit.lines_of(following[-1])[1]
    text = _indented(code.unit.source[start:end], indent)
    edits = [Edit(start, end, text)]
    end_of_class = code.unit.lines_of(code.node)[1]
    if code.unit.source[end_of_class:start].strip():  # something is in between
        edits = [Edit(end_of_class, end_of_class, f"\n{text}"), Edit(start, end, "")]
    sentence = f"`{following[0].name}` stands outside the class `{code.node.name}`"
    yield Change(sentence, following[0].lineno, edits)


def self_missing(code: Code, case: Case) -> Iterator[Change]:
    """Give methods their first parameter."""
    without = [item for item in code.methods() if _lacks_self(code, item)]
    if without:
        names = " and ".join(f"`{item.name}`" for item in without[:3])
        verb = "lacks its" if len(without) == 1 else "lack their"
        edits = [_first_parameter(code, item) for item in without]
        sentence = f"{names} {verb} first parameter `self`"
        yield Change(sentence, without[0].lineno, edits)


def star_missing(code: Code, case: Case) -> Iterator[Change]:
    """Take any number of arguments where one is taken."""
    for function in code.functions():
        own = [item for item in parameters(function) if item.arg != "self"]
        starts = function.name in ("__init__", case.exercise)
        if starts and len(own) == 1 and not function.args.defaults:
            edits = code.around(own[0], "*", "")
            sentence = f"`*` is missing before `{own[0].arg}`"
            yield Change(sentence, function.lineno, edits)


def star_superfluous(code: Code, case: Case) -> Iterator[Change]:
    """Take, or give, one argument where a star makes a tuple of it."""
    for function in code.functions():
        taken = function.args.vararg
        if taken and function.name in ("forward", case.exercise):
            start = code.unit.span(taken)[0]
            star = code.unit.source.rfind("*", 0, start)
            sentence = f"`*{taken.arg}` makes a tuple of what is given"
            yield Change(sentence, function.lineno, [Edit(star, start, "")])
    for node in code.of(ast.Starred):
        if isinstance(code.parent(node), ast.Call):
            sentence = f"{code.shown(node)} takes {code.shown(node.value)} apart"
            edits = [code.replace(node, code.text(node.value))]
            yield Change(sentence, node.lineno, edits)


def _lacks(code: Code, name: str) -> bool:
    return isinstance(code.node, ast.ClassDef) and code.method(name) is None


def _is_like(name: str, wanted: str) -> bool:
    bare = name.lower().replace("_", "")
    if wanted == "__init__":
        return bare in STARTS
    return bare in CALLS or (
        difflib.SequenceMatcher(None, bare[:40], wanted).ratio() >= NEAR
    )


def _sentence(name: str, wanted: str) -> str:
    if name.replace("_", "") in CALLS:
        return f"`{name}` is no method that a module runs: `{wanted}` is meant"
    return misspelt(name, wanted)


def _name(code: Code, method: ast.FunctionDef, new: str) -> Edit:
    start = code.unit.source.index(method.name, code.unit.span(method)[0] + len("def"))
    return Edit(start, start + len(method.name), new)


def _uses(code: Code, method: ast.FunctionDef, new: str) -> list[Edit]:
    """Rename what calls the method, by `self` or by `super()`."""
    return [
        Edit(end - len(method.name), end, new)
        for node in code.of(ast.Attribute)
        if node.attr == method.name and _is_own(node.value)
        for end in (code.unit.span(node)[1],)
    ]


def _is_own(owner: ast.expr) -> bool:
    inner = owner.func if isinstance(owner, ast.Call) else owner
    return name_of(inner) in ("self", "super")


def _is_method(function: ast.FunctionDef) -> bool:
    first = next(iter(parameters(function)), None)
    return function.name in WANTED or (first is not None and first.arg == "self")


def _moved(code: Code, method: ast.FunctionDef, indent: str) -> list[Edit]:
    """Move a method to the end of its class."""
    first, last = code.unit.lines_of(method)
    end = code.unit.lines_of(code.node)[1]
    text = _reindented(code.unit.source[first:last], code.indent(method), indent)
    gap = "\n" if code.unit.source[end - 1 : end] == "\n" else "\n\n"
    return [code.deleted(method), Edit(end, end, gap + text)]


def _reindented(text: str, old: str, new: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(
        new + line[len(old) :] if line.startswith(old) else line for line in lines
    )


def _indented(text: str, indent: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(indent + line if line.strip() else line for line in lines)


def _following(code: Code) -> list[ast.FunctionDef]:
    """Find the methods that stand behind a class, with others between them or not."""
    if not isinstance(code.node, ast.ClassDef):
        return []
    body = code.unit.tree.body
    found: list[ast.FunctionDef] = []
    for item in body[body.index(code.node) + 1 :]:
        if isinstance(item, ast.FunctionDef) and _is_method(item):
            found.append(item)
        elif found or isinstance(item, ast.ClassDef):
            break
    own = {item.name for item in code.methods()}
    return [] if own & {item.name for item in found} else found


def _lacks_self(code: Code, method: ast.FunctionDef) -> bool:
    first = next(iter(parameters(method)), None)
    if any(name_of(item) in LIKE_A_METHOD for item in method.decorator_list):
        return False
    if first is None:
        return method.args.vararg is None
    return first.arg not in SELVES and (
        method.name in WANTED or _uses_self(code, method)
    )


def _uses_self(code: Code, method: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id == "self" for node in code.inside(method)
    )


def _first_parameter(code: Code, method: ast.FunctionDef) -> Edit:
    start = code.unit.span(method)[0]
    opening = re.compile(r"\(").search(code.unit.source, start)
    place = opening.end() if opening else start
    args = method.args
    more = parameters(method) or args.kwonlyargs or args.vararg or args.kwarg
    return Edit(place, place, "self, " if more else "self")

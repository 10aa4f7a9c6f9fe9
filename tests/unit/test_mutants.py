"""Mutants: each operator makes its mistake, each mutant is another program."""

from __future__ import annotations

import ast
import textwrap
from functools import cache
from pathlib import Path

import pytest

from grader.edits import Edit, Offsets
from grader.mutating.edits import (
    EditError,
    apply_edits,
    definition_of,
)
from grader.mutating.operators import OPERATORS, Mutant, mutants

REFERENCES = sorted((Path(__file__).resolve().parents[2] / "reference").glob("*.py"))
IMPORTS = (
    "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n\n\n"
)

# Operator, body of `def f(X: torch.Tensor, n: int = 0)`, and what one mutant reads.
IN_FUNCTIONS = (
    ("activation_missing", "return F.relu(X + 1) * 2", "return (X + 1) * 2"),
    ("activation_swapped", "return F.relu(X + 1)", "return (X + 1).sigmoid()"),
    ("activation_early", "return F.relu(X @ W)", "return F.relu(X) @ W"),
    ("activation_early", "return F.relu(g(X))", "return g(F.relu(X))"),
    ("activation_late", "H = F.relu(g(X))\nY = h(H)", "H = g(X)\nY = F.relu(h(H))"),
    ("activation_added", "return X + 1", "return (X + 1).relu()"),
    ("inside_left_out", "net.parameters()", "net.parameters(recurse=False)"),
    ("plain_container", "m = nn.ModuleList(ms)", "m = list(ms)"),
    ("detached", "return X - X.mean()", "return X - X.mean().detach()"),
    ("data", "return X - X.mean()", "return X - X.data.mean()"),
    ("number", "return X - X.mean()", "return X - X.mean().item()"),
    (
        "no_grad",
        "Y = X + 1\nreturn Y",
        "with torch.no_grad():\n    Y = X + 1\nreturn Y",
    ),
    ("in_place", "return X - X.mean()", "return X.sub_(X.mean())"),
    ("in_place", "return X.abs()", "return X.abs_()"),
    ("leaves_torch", "return X", "return X.tolist()"),
    ("start_swapped", "return torch.randn(n)", "return torch.zeros(n)"),
    ("start_scaled", "return torch.randn(n)", "return 0.01 * torch.randn(n)"),
    ("start_positive", "return torch.randn(n)", "return torch.randn(n).abs()"),
    ("seeded", "w = torch.randn(n)", "torch.manual_seed(0)\nw = torch.randn(n)"),
    ("layer_without_bias", "nn.Linear(n, 2)", "nn.Linear(n, 2, bias=False)"),
    ("transposed", "return X @ W", "return X @ W.T"),
    ("transposed", "return X @ W", "return W @ X"),
    ("reshaped", "return X + 1", "return (X + 1).T"),
    ("dimension", "X.mean()", "X.mean(dim=0, keepdim=True)"),
    ("dimension", "torch.mean(X)", "torch.mean(X, dim=-1, keepdim=True)"),
    ("dimension", "X.sum(dim=(-2, -1))", "X.sum(dim=-1)"),
    ("keepdim", "X.sum(dim=0)", "X.sum(dim=0, keepdim=True)"),
    ("keepdim", "X.sum(dim=0, keepdim=True)", "X.sum(dim=0)"),
    ("reduction_swapped", "X.mean()", "X.sum()"),
    ("bias_of_statistic", "X.std()", "X.std(correction=0)"),
    ("sizes_exchanged", "torch.randn(2, n)", "torch.randn(n, 2)"),
    ("sizes_exchanged", "a, b = X.shape", "b, a = X.shape"),
    ("extra_dimension", "torch.randn(n)", "torch.randn(1, n)"),
    ("cousin", "torch.cat(xs)", "torch.stack(xs)"),
    ("along_the_last", "torch.cat(xs)", "torch.cat(xs, dim=-1)"),
    ("place_left_out", "torch.ones(n, device=X.device)", "torch.ones(n)"),
    ("move_missing", "return X.to(device) + 1", "return X + 1"),
    ("move_lost", "X = X.to(device)", "X.to(device)"),
    ("move_fixed", "return X.to(device)", 'return X.to("cuda:0")'),
    ("move_fixed", "return X.to(W.dtype)", "return X.double()"),
    ("put_on_the_cpu", "return X + 1", "return X.cpu() + 1"),
    (
        "put_on_a_gpu",
        "return X",
        'return X.to("cuda" if torch.cuda.is_available() else "cpu")',
    ),
    ("put_into_a_dtype", "return X", "X = X.float()\nreturn X"),
    ("device_mistaken", 'torch.device("cuda", n)', 'torch.device("cuda")'),
    ("device_type_alone", "a = X.device", "a = X.device.type"),
    ("availability", "torch.cuda.device_count()", "torch.cuda.is_available()"),
    ("mode", "net.eval()", "net.train()"),
    ("sign", "return X + 1", "return X - 1"),
    ("sign", "n += 1", "n -= 1"),
    ("minus_missing", "return -X", "return X"),
    ("term_missing", "return (X + n) * 2", "return (X) * 2"),
    ("order_of_terms", "return X - (n + 1)", "return (n + 1) - X"),
    ("off_by_one", "return X[1:]", "return X[2:]"),
    ("off_by_one", "return X[-1]", "return X[-2]"),
    ("size_off_by_one", "range(len(X))", "range(len(X) - 1)"),
    ("other_float", "return 0.1 * X", "return 1.0 * X"),
    ("comparison", "return X > 1", "return X >= 1"),
    ("comparison", "return n < 1", "return n > 1"),
    ("mixed_up", "a, b = X.shape\nreturn a", "a, b = X.shape\nreturn b"),
    ("mixed_up", "*_, a, b = X\nreturn a", "*_, a, b = X\nreturn b"),
    ("flag", "zip(X, X, strict=True)", "zip(X, X, strict=False)"),
    ("not_called", "return torch.cuda.f()", "return torch.cuda.f"),
    ("call_missing", "return X.abs().sum()", "return X.sum()"),
    ("negated", "return 1 if a or b else 2", "return 1 if not (a or b) else 2"),
    ("negated", "if not n:\n    g()", "if n:\n    g()"),
    ("not_asked", "return 1 if n else 2", "return 2"),
    ("other_logic", "return a or b", "return a and b"),
    ("fallback_missing", "return a or b", "return a"),
    ("bare_item", "return a or [b]", "return a or b"),
    ("loop_cut", "[g(x) for x in X]", "[g(x) for x in list(X)[1:]]"),
    ("loop_reversed", "[g(x) for x in X]", "[g(x) for x in reversed(list(X))]"),
    ("partner_reversed", "zip(a, b)", "zip(a, list(b)[::-1])"),
    ("while_once", "while n > 1:\n    n = n / 2", "if n > 1:\n    n = n / 2"),
    ("collected_wrongly", "xs.append(X)", "xs.insert(0, X)"),
    ("steps_exchanged", "X = g(X)\nX = h(X)", "X = h(X)\nX = g(X)"),
    ("another_exception", "raise ValueError(n)", "raise RuntimeError(n)"),
    ("statement_missing", "X = g(X)\nreturn X", "return X"),
    ("return_missing", "return X + 1", "X + 1"),
    ("return_missing", "return X", "print(X)"),
    (
        "return_early",
        "for x in X:\n    g(x)\nreturn X",
        "for x in X:\n    g(x)\n    return X",
    ),
    ("returned_in_something", "return X", "return (X,)"),
    (
        "kept",
        "return X",
        'if not hasattr(f, "kept"):\n    f.kept = X\nreturn f.kept',
    ),
)
# Operator, body of a class `M(nn.Module)`, and what one mutant reads.
WEIGHT = "self.w = nn.Parameter(torch.ones(2))"
BUFFER = 'self.register_buffer("c", torch.ones(2))'
LINEAR = "self.hidden = nn.Linear(2, 2)"
IN_INIT = (
    ("parameter_plain", WEIGHT, "self.w = torch.ones(2)"),
    ("parameter_buffer", WEIGHT, 'self.register_buffer("w", torch.ones(2))'),
    (
        "parameter_frozen",
        WEIGHT,
        "self.w = nn.Parameter(torch.ones(2), requires_grad=False)",
    ),
    ("buffer_plain", BUFFER, "self.c = torch.ones(2)"),
    ("buffer_parameter", BUFFER, "self.c = nn.Parameter(torch.ones(2))"),
    (
        "buffer_not_saved",
        BUFFER,
        'self.register_buffer("c", torch.ones(2), persistent=False)',
    ),
    ("not_registered", LINEAR, 'self.__dict__["hidden"] = nn.Linear(2, 2)'),
    ("in_a_list", WEIGHT, "self.w = [nn.Parameter(torch.ones(2))]"),
    (
        "added_plainly",
        "super().__init__()\nself.add_module(n, m)",
        "super().__init__()\nself.plain = {}\nself.plain.update({n: m})",
    ),
    ("super_init_missing", f"super().__init__()\n{LINEAR}", LINEAR),
    ("misnamed", LINEAR, "self.hiddens = nn.Linear(2, 2)"),
    (
        "made_anew",
        f"{LINEAR}\nself.hidden(X)",
        f"{LINEAR}\nnn.Linear(2, 2)(X)",
    ),
)


def defined(head: str, body: str, indent: str) -> str:
    """A module that defines one exercise."""
    text = f'"""Text: X + 1."""\n{body}'
    return f"{IMPORTS}{head}\n{textwrap.indent(text, indent)}\n\n\nlast = 1\n"


def in_function(body: str) -> str:
    """The source of a function with a body."""
    return defined("def f(X: torch.Tensor, n: int = 0):", body, "    ")


def in_init(body: str) -> str:
    """The source of a module with a body of `__init__`."""
    head = "class M(nn.Module):\n    def __init__(self, n, m, X):"
    return defined(head, body, " " * 8)


@cache
def all_mutants() -> tuple[tuple[str, str, tuple[Mutant, ...]], ...]:
    """Source, exercise and mutants of every exercise of the references."""
    found = []
    for path in REFERENCES:
        source = path.read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                made = tuple(mutants(source, node.name))
                found.append((source, node.name, made))
    return tuple(found)


@pytest.mark.parametrize(("operator", "before", "after"), IN_FUNCTIONS)
def test_operator_makes_its_mistake_in_a_function(
    operator: str, before: str, after: str
) -> None:
    """One of an operator's mutants is the text that is expected, and no more."""
    source = in_function(before)
    code = {
        apply_edits(source, mutant.edits)
        for mutant in mutants(source, "f")
        if mutant.operator == operator
    }

    assert in_function(after) in code


@pytest.mark.parametrize(("operator", "before", "after"), IN_INIT)
def test_operator_makes_its_mistake_in_a_module(
    operator: str, before: str, after: str
) -> None:
    """What a module registers is no longer registered, or as something else."""
    source = in_init(before)
    code = {
        apply_edits(source, mutant.edits)
        for mutant in mutants(source, "M")
        if mutant.operator == operator
    }

    assert in_init(after) in code


def test_arguments_are_exchanged_with_their_annotations() -> None:
    """The signature changes, and defaults stay in their places."""
    source = "def f(m: int, n: float) -> None:\n    return m\n"
    [mutant] = [
        mutant
        for mutant in mutants(source, "f")
        if mutant.operator == "arguments_exchanged"
    ]

    assert apply_edits(source, mutant.edits).startswith("def f(n: float, m: int)")


def test_default_is_changed_or_left_out() -> None:
    """A default is another value, or the argument must be given."""
    source = "def f(n: int = 0) -> None:\n    return n\n"
    heads = {
        apply_edits(source, mutant.edits).partition(" ->")[0]
        for mutant in mutants(source, "f")
        if mutant.operator == "default"
    }

    assert heads == {"def f(n: int)", "def f(n: int = 1)"}


def test_operators_are_all_tested_here() -> None:
    """Each operator of the table has an example above."""
    tested = {example[0] for example in (*IN_FUNCTIONS, *IN_INIT)}

    names = {operator.__name__ for operator in OPERATORS}
    assert names == tested | {"arguments_exchanged", "default"}


@pytest.mark.rest
def test_mutants_of_the_references_are_distinct_programs() -> None:
    """No two of an exercise are the same program, and none is the reference."""
    for source, exercise, made in all_mutants():
        texts = [edited(source, exercise, mutant.edits) for mutant in made]
        programs = {ast.dump(ast.parse(text)) for text in texts}
        programs.discard(ast.dump(ast.parse(edited(source, exercise, ()))))

        assert len(programs) == len(made) >= 2, exercise


def test_mutants_of_the_references_can_be_made() -> None:
    """The edits are those of the whole reference."""
    for source, exercise, made in all_mutants():
        for mutant in made[::12]:
            program = apply_edits(source, mutant.edits)

            assert edited(source, exercise, mutant.edits) in program


def test_mutants_touch_no_docstring_and_no_other_exercise() -> None:
    """Edits are inside the exercise, and outside the texts that students read."""
    for source, exercise, made in all_mutants():
        node, offsets = definition_of(source, exercise), Offsets(source)
        start, end = offsets.span(node)
        texts = [offsets.span(text) for text in docstrings(node)]
        for edit in (edit for mutant in made for edit in mutant.edits):
            assert start <= edit.start <= edit.end <= end + 1
            assert not any(one < edit.end and edit.start < two for one, two in texts)


def docstrings(tree: ast.AST) -> list[ast.expr]:
    """The texts that stand by themselves."""
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]


def edited(source: str, exercise: str, edits: tuple[Edit, ...]) -> str:
    """The text of an exercise with edits in it."""
    start, end = Offsets(source).span(definition_of(source, exercise))
    text, last = source[: end + 1], len(source)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        assert edit.end <= last
        text = text[: edit.start] + edit.text + text[edit.end :]
        last = edit.start
    return text[start:]


def test_mutants_say_what_is_wrong() -> None:
    """Sentences are lower-case or begin with code, and have no full stop."""
    for _, _, made in all_mutants():
        for mutant in made:
            text = mutant.sentence

            assert text[0] == "`" or text[0].islower(), text
            assert text.count("`") % 2 == 0, text
            assert not text.endswith("."), text


def test_mutants_begin_on_the_line_that_they_change() -> None:
    """The line is one of the reference, inside the exercise."""
    source = in_function("Y = X + 1\nreturn Y")
    lines = {m.line for m in mutants(source, "f") if m.operator == "sign"}

    assert [source.splitlines()[line - 1].strip() for line in lines] == ["Y = X + 1"]


def test_mutants_come_in_the_same_order() -> None:
    """Two runs give the same mutants."""
    for source, exercise, made in all_mutants()[:1]:
        assert tuple(mutants(source, exercise)) == made


def test_mutants_of_a_missing_exercise_are_an_error() -> None:
    """An exercise that the reference lacks has none."""
    with pytest.raises(EditError, match="does not define"):
        next(mutants("x = 1\n", "f"))


def test_mutants_do_not_stand_still() -> None:
    """`x = x` would run for ever in a `while`; the loop is left out instead."""
    source = in_function("while n > 1:\n    n = n / 2\nreturn n")

    for mutant in mutants(source, "f"):
        assert "n = n\n" not in apply_edits(source, mutant.edits)

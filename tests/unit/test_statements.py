"""Rules of statements: which line of a student's is like an edit of the reference."""

from __future__ import annotations

import textwrap

import pytest

from grader.isolation.protocol import Statement, UnitSource
from grader.statements import (
    MAX_TEXT,
    Changed,
    changed,
    corresponding,
    statements_of,
)

SUM = "X +" * 900 + "X"  # parses, and cannot be written out again
REFERENCE = """
class A(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.w = nn.Parameter(torch.randn(n))
    def forward(self, X):
        Y = F.relu(X @ self.w)
        return Y.mean(1)
"""


def statements(source: str, symbol: str = "A") -> list[Statement]:
    """List the statements of a definition."""
    text = textwrap.dedent(source)
    return statements_of(UnitSource(label="a.py", cell=None, source=text), symbol)


def edit(old: str, new: str, source: str = REFERENCE) -> Changed:
    """Compare an edited reference with what it was."""
    assert old in source
    return changed(statements(source.replace(old, new)), statements(source))


RELU = edit("F.relu(X @ self.w)", "X @ self.w")
MEAN = edit("Y.mean(1)", "Y.mean(0)")
TRANSPOSED = edit("X @ self.w", "X @ self.w.T")


def line_like(wanted: Changed, source: str) -> str:
    """Read the line of a student's that is like an edit; empty if there is none."""
    found = corresponding(wanted, statements(source))
    return textwrap.dedent(source).splitlines()[found.line - 1].strip() if found else ""


def test_nothing_is_like_an_edit_where_there_is_nothing() -> None:
    """An exercise without statements, or an edit without any, has no such line."""
    assert corresponding(MEAN, []) is None
    assert corresponding(Changed((), frozenset()), statements(REFERENCE)) is None


def test_an_edit_changes_statements_and_words() -> None:
    """What it takes away counts where it puts nothing in its place."""
    dropped = edit("        Y = F.relu(X @ self.w)\n", "")

    assert [item.text for item in TRANSPOSED.statements] == ["Y = F.relu(X @ self.w.T)"]
    assert TRANSPOSED.words == {"T"}
    assert [item.text for item in dropped.statements] == ["Y = F.relu(X @ self.w)"]
    assert dropped.words == frozenset()
    assert dropped.gone >= {"relu", "Y", "@"}
    named = edit("Y = F.relu(X @ self.w)", "H, self.w = abs(X), 1")
    assert named.chosen == {"H"}
    assert "_init_" in edit("def __init__", "def _init_").words
    assert edit("relu(X", "relu( X") == Changed((), frozenset())


def test_a_line_of_the_same_function_comes_first() -> None:
    """The very statement elsewhere is less like it than one where it belongs."""
    source = """
        class A(nn.Module):
            def helper(self, Y):
                return Y.mean(0)
            def forward(self, X):
                Z = self.helper(X)
                return Z.mean(0) + 0
    """

    assert line_like(MEAN, source) == "return Z.mean(0) + 0"


def test_a_line_of_another_function_is_like_it_where_none_of_the_own_is() -> None:
    """Work that is done in a helper is found there."""
    source = """
        class A(nn.Module):
            def forward(self, X):
                self.count += 1
                print(X)
            def averaged(self, Y):
                return Y.mean(0)
    """

    assert line_like(MEAN, source) == "return Y.mean(0)"


def test_the_function_itself_is_shown_where_nothing_is_like_it() -> None:
    """The line that begins the method stands for a statement that is missing."""
    nothing = "class A:\n  x = 1\n  def forward(self, X):\n    for x in X: pass\n"

    assert line_like(MEAN, nothing) == "def forward(self, X):"
    assert line_like(MEAN, "class A:\n  def other(self): pass\n") == ""


def test_signs_alone_make_no_line_like_another() -> None:
    """A line of another function shares a word with the edit, not brackets alone."""
    source = """
        class A(nn.Module):
            def __init__(self):
                super().__init__()
            def forward(self, X):
                return self.out(F.relu(self.hidden(X))).T
    """
    reference = "class A:\n  def forward(self, X):\n    Y: Tensor = self.out(H)\n"
    wanted = edit("out(H)", "out(H).t()", reference)

    assert line_like(wanted, source) != "super().__init__()"


def test_the_words_of_the_edit_decide() -> None:
    """Of two lines that are alike, the one with the edit's own words is meant."""
    source = """
        class A(nn.Module):
            def forward(self, X):
                Y = X @ self.w
                Z = X @ self.v.T
                return Z + Y
    """

    assert line_like(TRANSPOSED, source) == "Z = X @ self.v.T"
    assert line_like(RELU, source) == "Y = X @ self.w"


@pytest.mark.parametrize(
    "line", ["print(Y.mean(0))", "assert Y.mean(0)", "assert Y.mean(0), 'no'"]
)
def test_what_only_prints_or_asserts_is_no_mistake(line: str) -> None:
    """Neither is like an edit, however alike its words are."""
    source = f"""
        class A(nn.Module):
            def forward(self, X):
                {line}
                return Y.average(0)
    """

    assert line_like(MEAN, source) == "return Y.average(0)"


def test_a_guard_is_no_mistake_that_is_made_elsewhere() -> None:
    """An `if` that only refuses something does what an edit of a guard does, alone."""
    detached = edit("Y.mean(1)", "Y.mean(1).detach()")
    source = """
        def A(X):
            if X.detach().dim() > 3:
                raise ValueError
            return X.mean(1)
    """
    guard = "def A(X):\n  if X.dim() > 3:\n    raise ValueError\n  return X\n"

    assert not detached.stands_in(statements(source))
    assert line_like(detached, source) == "return X.mean(1)"
    guarded = edit("X.dim()", "X.detach().dim()", guard)
    assert guarded.stands_in(statements(source))
    assert line_like(guarded, source) == "if X.detach().dim() > 3:"


def test_decorators_are_statements_of_what_they_decorate() -> None:
    """An edit of a decorator is found at the decorator, not at the function."""
    source = "class A:\n  def forward(self, X):\n    return X\n"
    marked = source.replace("def", "@torch.no_grad()\n  def")

    listed = [(item.text, item.function, item.line) for item in statements(marked)]
    assert listed == [
        ("class A:", "", 1),
        ("@torch.no_grad()", "forward", 2),
        ("def forward(self, X):", "forward", 3),
        ("return X", "forward", 4),
    ]
    wanted = edit("def", "@torch.no_grad()\n  def", source)
    assert line_like(wanted, marked) == "@torch.no_grad()"


def test_statements_are_listed_wherever_they_stand() -> None:
    """Those inside others count, in every kind of block; texts by themselves never."""
    source = '''
        def A(X):
            """Text."""
            if X:
                a = 1
            elif Y:
                b = 1
            else:
                c = 1
            try:
                d = 1
            except E:
                e = 1
            finally:
                f = 1
            for x in (
                X
            ):
                g = 1
            with X as y: h = 1
            match X:
                case 1:
                    i = 1
            async def inner(): return 1
            return lambda: 1
        def B(X): return X
    '''

    listed = [(item.text, item.line) for item in statements(source)]

    simple = [text for text, _ in listed if text[1:] == " = 1"]
    assert sorted(simple) == [f"{name} = 1" for name in "abcdefghi"]
    assert [item.function for item in statements(source)][-3:] == ["inner"] * 2 + ["A"]
    assert not any("Text" in text or "B" in text for text, _ in listed)


HEADS = (
    *("if X:", "for x in X:", "while X:", "with X as y:", "try:", "match X:"),
    *("def inner(X):", "async def inner(X):", "class Inner(X):"),
)


@pytest.mark.parametrize("inside", ["y = 1", f"y = {SUM}"], ids=["plain", "deep"])
def test_of_a_statement_with_a_body_the_first_line_counts(inside: str) -> None:
    """What stands inside is listed by itself, and a deep expression hides no head."""
    for head in HEADS:
        block = f"case 1:\n      {inside}" if head == "match X:" else inside
        end = "\n  finally:\n    pass" if head == "try:" else ""

        found = statements(f"def A(X):\n  {head}\n    {block}{end}\n")

        assert [item.text for item in found][:2] == ["def A(X):", head]


BLOCKS = "".join(" " * n + "if X:\n" for n in range(1, 90))


@pytest.mark.parametrize(
    "source",
    [
        f"def A(X):\n  return {SUM}\n",
        f"@{SUM}\ndef A(X):\n  return X\n",
        f"def A(X={SUM}):\n  return X\n",
        "def A(X):\n  return " + "f(" * 90 + ")" * 90 + "\n",
        "def A(X):\n  if X: a = 1\n" + "  elif X: a = 1\n" * 100 + "  return X\n",
        f"def A(X):\n{BLOCKS}{' ' * 90}a = 1\n return X\n",
    ],
)
def test_a_deep_source_is_listed(source: str) -> None:
    """What parses is read: what cannot be written out again stays without its text."""
    found = statements(source)

    assert found[-1].text.startswith(("return ", "…"))
    assert {item.line for item in found} == set(range(1, source.count("\n") + 1))
    assert all(len(item.text) <= MAX_TEXT for item in found)
    corresponding(MEAN, found)


def test_a_long_source_is_compared_soon() -> None:
    """Hundreds of long lines are no work for seconds, and the last one is found."""
    lines = f"  Y = f({'X, ' * 40})\n" * 300 + "  return Y.mean(0)\n"

    assert line_like(MEAN, f"def A(X):\n{lines}") == "return Y.mean(0)"

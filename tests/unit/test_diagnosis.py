"""Rules of naming mistakes: by the exception, by the disagreement, by the source."""

from __future__ import annotations

import ast
import dataclasses
import textwrap

import pytest
import torch
from torch import nn

from grader.causes import Cause
from grader.child.source import read_unit
from grader.comparing.agreement import agree
from grader.comparing.kinds import comparison_for
from grader.comparing.observation import Observation, Raised
from grader.explaining.diagnosis import Diagnosis, Facts, diagnose
from grader.explaining.source import Source, nearest, place_of
from grader.isolation.protocol import (
    Definition,
    Read,
    Statement,
    UnitSource,
)
from grader.isolation.wire import Note
from grader.results import Kind
from grader.statements import Changed, changed, uncalled_attribute
from tests.observed import array, frame, raised


def source_of(*cells: str, exercise: str = "A") -> Source:
    """Read cells of a notebook, or a file if there is one."""
    definitions: tuple[Definition, ...] = ()
    statements: tuple[Statement, ...] = ()
    for number, cell in enumerate(cells, start=1):
        text = textwrap.dedent(cell)
        place = number if len(cells) > 1 else None
        read = read_unit(
            ast.parse(text), UnitSource(label="ada.py", cell=place, source=text)
        )
        definitions += read.definitions
        statements += read.statements
    every = Read(definitions=definitions, statements=statements)
    return Source(lambda: every, exercise)


SILENT = source_of("")


def mistake(
    kind: Kind,
    student: Observation,
    reference: Observation,
    source: Source = SILENT,
) -> Diagnosis:
    """Diagnose how two observations disagree."""
    mismatch = comparison_for(kind)(student, reference, None)
    assert mismatch is not None
    return diagnose(Facts(kind, source, mismatch=mismatch))


def diagnose_error(error: Raised, source: Source) -> Diagnosis:
    """Diagnose an exception."""
    return diagnose(Facts(Kind.VALUE, source, error))


# --- exceptions -------------------------------------------------------------------


class NoInit(nn.Module):
    """A module that forgets to initialise its base."""

    def __init__(self) -> None:
        """Assign a child too early."""
        self.linear = nn.Linear(1, 1)


class AssignsNumbers(nn.Module):
    """A module without a base, whose numbers nobody minds."""

    def __init__(self) -> None:
        """Assign nothing that PyTorch looks at."""
        self.size = 3


def in_place_on_a_leaf() -> None:
    """Write into a tensor that autograd watches."""
    torch.ones(2, requires_grad=True).sub_(1)


def in_place_on_integers() -> None:
    """Write a mean into integers."""
    x = torch.ones(2, dtype=torch.int64)
    x -= x.float().mean()


def too_much_memory() -> None:
    """Ask for more memory than any machine has."""
    torch.ones(2**45)


def error_of(function: object) -> Raised:
    """Catch an exception that torch itself raises, in its own words."""
    assert callable(function)
    try:
        function()
    except Exception as error:
        bases = tuple(base.__name__ for base in type(error).__mro__[1:-1])
        return raised(type(error).__name__, str(error), frame(3), bases=bases)
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("function", "cause"),
    [
        (NoInit, Cause.NO_SUPER_INIT),
        (lambda: AssignsNumbers()(torch.ones(1)), Cause.NO_SUPER_INIT),
        (lambda: list(AssignsNumbers().named_parameters()), Cause.NO_SUPER_INIT),
        (lambda: AssignsNumbers().state_dict(), Cause.NO_SUPER_INIT),
        (lambda: nn.Module()(1), Cause.NO_FORWARD),
        (in_place_on_a_leaf, Cause.IN_PLACE),
        (lambda: torch.ones(1, requires_grad=True).numpy(), Cause.DETACHED),
    ],
)
def test_torch_own_words_are_understood(function: object, cause: str) -> None:
    """What this torch says of a mistake is known as that mistake."""
    found = diagnose_error(error_of(function), SILENT)

    assert found.cause == cause
    assert found.text
    assert found.place == frame(3)


def test_an_unknown_exception_speaks_for_itself() -> None:
    """Nothing is added to an exception that is no known mistake's."""
    found = diagnose_error(raised("ValueError", "no", frame(1), frame(4)), SILENT)

    assert found == Diagnosis("", frame(4))


def test_memory_is_said_in_words() -> None:
    """An allocation that fails is explained by the limit."""
    text = (
        "it asked for more than 2048 MiB of memory: is a tensor, or a list, far larger "
        "than meant?"
    )

    assert diagnose_error(error_of(too_much_memory), SILENT).text == text
    assert diagnose_error(raised("MemoryError"), SILENT).text == text
    own = raised("MyError", bases=("MemoryError",))
    assert diagnose_error(own, SILENT).text == text


def test_an_exception_from_elsewhere_points_at_the_definition() -> None:
    """Where no frame leads into the submission, the exercise's own line is shown."""
    source = source_of("class A(nn.Module):\n  def __init__(self): self.a = 1")
    error = raised("AttributeError", "Module.__init__() was not called")

    found = diagnose_error(error, source)

    assert found.text.startswith("`A.__init__` does not call `super().__init__()`")
    assert found.place == frame(1)
    assert found.cause is not None
    assert found.cause.home is Kind.CONTRACT


def test_a_forward_that_is_not_found_is_told_from_one_that_is_passed_by() -> None:
    """Torch says the same where `super().forward` is called, which does nothing."""
    other = source_of("class A(nn.Module):\n  def foward(self, X): return X")
    passed = source_of("class A(nn.Module):\n  def forward(self, X): return X")
    error = raised(
        "NotImplementedError", 'Module [A] is missing the required "forward" function'
    )

    assert diagnose_error(error, other) == Diagnosis(
        "`A` has no method called `forward`", frame(1), Cause.NO_FORWARD
    )
    inner = raised(
        "NotImplementedError", 'Module [B] is missing the required "forward" function'
    )
    assert diagnose_error(inner, other).text == "`B` has no method called `forward`"
    found = diagnose_error(error, passed)
    assert found.text == "Module's own `forward`, which does nothing, is called"
    assert found.cause == Cause.NO_FORWARD


def test_a_cast_that_fails_is_in_place_only_where_the_line_is() -> None:
    """The words alone do not prove it: the failing line must write into an input."""
    writes = source_of(
        "class A:\n  def forward(self, X):\n    X -= X.mean()\n    return X"
    )
    other = source_of("class A:\n  def forward(self, X):\n    return torch.f(X, 1)")
    error = error_of(in_place_on_integers)

    found = diagnose_error(error, writes)

    assert "can't be cast" in error.message
    assert (found.cause, Cause.IN_PLACE.home) == (Cause.IN_PLACE, Kind.PURITY)
    assert (
        found.text
        == "it writes into a tensor that autograd, or the caller, still needs"
    )
    assert diagnose_error(error, other).cause is None
    assert diagnose_error(raised("RuntimeError", error.message), writes).cause is None


@pytest.mark.parametrize(
    ("error", "bases", "cause"),
    [
        ("NothingReturnedError", ("NoTensorError",), Cause.RETURNS_NONE),
        ("NoTensorError", (), Cause.RETURNS_NO_TENSOR),
        ("TypeError", (), None),
    ],
)
def test_what_a_probe_raises_is_understood(
    error: str, bases: tuple[str, ...], cause: Cause | None
) -> None:
    """What a probe raises where it got no tensor is known by class, not by words."""
    found = diagnose_error(raised(error, "X instead of a tensor", bases=bases), SILENT)

    assert found.cause is cause


def test_a_hostile_message_takes_no_time() -> None:
    """Long messages are searched in linear time."""
    for text in ("a" * 2000, "has no attribute '_" * 100, "w " * 1000):
        diagnose_error(raised("E", text), SILENT)


# --- disagreements ----------------------------------------------------------------


def test_what_is_not_explained_points_at_the_definition() -> None:
    """Without a remark, the exercise's own definition is shown, and no sentence."""
    source = source_of("\n\nclass A(nn.Module): pass")

    for kind in Kind:
        student = {"w": array([2.0])} if kind is Kind.NAMING else array([2.0])
        mismatch = agree(student, array([1.0]))
        assert mismatch is not None
        assert diagnose(Facts(kind, source, mismatch=mismatch)) == Diagnosis(
            place=frame(3), cause=mismatch.cause
        )


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        *((kind, 6) for kind in (Kind.VALUE, Kind.SHAPE)),
        *((kind, 4) for kind in (Kind.NAMING, Kind.INIT, Kind.SERIALIZATION)),
    ],
)
def test_the_method_that_a_mistake_is_made_in_is_shown(kind: Kind, line: int) -> None:
    """What is registered is made in `__init__`, everything else in `forward`."""
    source = source_of(
        """
        def helper(X): return X
        class A(nn.Module):
            def __init__(self):
                super().__init__()
            def forward(self, X): return helper(X)
        """
    )
    used = source_of("class B:\n  def forward(self): return 1\ndef A(): return B()")

    student = {"w": array([2.0])} if line == 4 else array([2.0])
    mismatch = agree(student, None)
    assert mismatch is not None
    assert diagnose(Facts(kind, source, mismatch=mismatch)).place == frame(line)
    assert diagnose(Facts(kind, used, mismatch=mismatch)).place == frame(3)


@pytest.mark.parametrize(("method", "line"), [("__init__", 3), ("forward", 4)])
def test_other_arguments_are_told_where_they_are_taken(method: str, line: int) -> None:
    """What cannot be called as the exercise asks is the method that was called."""
    source = source_of(
        """
        class A(nn.Module):
            def __init__(self, n): self.n = n
            def forward(self, X, Y): return X
        """
    )
    message = f"A.{method}() missing 1 required positional argument: 'n'"

    found = diagnose_error(raised("TypeError", message), source)

    assert found.text == "`A` takes other arguments than the exercise gives it"
    assert found.place == frame(line)


def test_none_is_told_where_the_method_begins() -> None:
    """What returned nothing is the exercise's own function, or its `forward`."""
    module = source_of(
        """
        class A(nn.Module):
            def reset(self):
                self.x = 1
            def forward(self, X):
                self.reset()
        """
    )
    function = source_of("def helper(X): print(X)\ndef A(X):\n  helper(X)")

    for kind in (Kind.VALUE, Kind.SHAPE, Kind.DTYPE):
        found = mistake(kind, None, array([1.0]), module)
        assert found.text == "None came back: is a `return` missing?"
        assert (found.place, found.cause) == (frame(5), Cause.RETURNS_NONE)
        assert mistake(kind, None, array([1.0]), function).place == frame(2)


GRADIENT = {
    "weight": {"grad": array([1.0]), "direction": array([1.0]), "slopes": [1.0]}
}
TWO = {"weight": array([[0.0, 0.0]]), "bias": array([0.0])}
# Lines that might be the mistake, and might as well do no harm.
REMARKABLE = """
class A(nn.Module):
    def __init__(self):
        self.layers = [1, 2]
        self.weight = torch.randn(5, 3)
    def forward(self, X):
        print(X.detach(), self.weight.data.cuda)
        Y = torch.zeros(3)
        X[0] = 1
        return Y
"""


@pytest.mark.parametrize(
    ("kind", "student", "reference"),
    [
        (Kind.VALUE, array([2.0]), array([1.0])),
        (Kind.GRADIENT, {"weight": None}, GRADIENT),
        (Kind.NAMING, {}, TWO),
        (Kind.NAMING, {"bias": TWO["bias"]}, TWO),
        (Kind.DTYPE, array([1.0], "float64"), array([1.0])),
        (Kind.DEVICE, array([1.0], device="cuda:0"), array([1.0])),
        (Kind.PURITY, array([2.0]), array([1.0])),
    ],
)
def test_what_a_line_reads_is_no_cause(
    kind: Kind, student: Observation, reference: Observation
) -> None:
    """A disagreement is not put down to a line for what it reads: nobody ran it."""
    found = mistake(kind, student, reference, source_of(REMARKABLE))

    unread = mistake(kind, student, reference)
    assert (found.text, found.cause) == (unread.text, unread.cause)
    assert found.place == frame(5 if kind is Kind.NAMING else 10)


@pytest.mark.parametrize(
    ("student", "text"),
    [
        (
            {"weight": array([[0.0], [0.0]])},
            "`weight` has its sizes in the other order",
        ),
        (
            {"bias": array([[0.0]])},
            "`bias` has a dimension of size 1 too many",
        ),
        ({"weight": 3}, ""),
    ],
)
def test_a_reshaped_parameter_is_named(
    student: dict[str, Observation], text: str
) -> None:
    """The right name with its shape turned or padded is a mistake of its own."""
    assert mistake(Kind.NAMING, TWO | student, TWO).text == text


# --- names ------------------------------------------------------------------------


def words(*brought: str) -> Changed:
    """An edit that brings words in."""
    return Changed((), frozenset(brought))


def test_only_what_the_exercise_uses_is_read() -> None:
    """Helpers count, directly or not, in a circle too; what nobody uses does not."""
    source = source_of(
        """
        def unrelated(X): return X.one()
        def deep(X): return X.two() + helper(X)
        def helper(X): return deep(X)
        class A(nn.Module):
            def forward(self, X): return helper(X)
        """
    )

    assert source.at(frame(3)) == "return X.two() + helper(X)"
    assert source.at(frame(2)) == ""
    assert source.holds(words("two"))
    assert not source.holds(words("one"))


def test_an_overridden_definition_says_nothing() -> None:
    """What a later cell has replaced is not read; what it has wrapped still is."""
    old = "class A:\n  def forward(self, X): return X.old()"
    new = "\nclass A:\n  def forward(self, X): return X"

    for source in (source_of(old, new), source_of(old + "\n" + new)):
        assert not source.holds(words("old"))
        assert source.holds(words("X"))
    assert source_of(old, "A = torch.compile(A)").holds(words("old"))


def test_a_method_is_found_in_the_exercise_alone() -> None:
    """Another class's `forward`, or a name that is no method, is none of its own."""
    source = source_of(
        """
        class B(nn.Module):
            def forward(self): return 1
        class A(B):
            forward_ = 1
            def reset(self): return B()
        """
    )

    assert source.method("forward") is None
    assert place_of(source.method("reset")) == frame(6)


def test_a_sentence_is_quoted_where_the_code_reads_what_it_quotes() -> None:
    """Spaces and `self.` are free; the rest of a quotation stands there as it is."""
    source = source_of("def A(X):\n  return helper(self.X) / 2\ndef helper(Y): pass")

    assert source.quotes("nothing is quoted")
    assert source.quotes("`helper( X )` is divided by `2`, as `def helper` wants")
    assert not source.quotes("`helper(X)` is divided by `3`")
    assert not source.quotes("`helper(Z)` is divided by `2`")


@pytest.mark.parametrize(
    ("brought", "taken", "held"),
    [
        ("helper / 2", "", True),
        ("helper - 2", "", False),
        ("count", "helper", False),
        ("", "count", True),
        ("", "helper", False),
        ("", "", True),
        ("helper ( ) :", "", True),
        ("helper chosen", "", True),
        ("named", "", False),
    ],
)
def test_an_edit_is_held_where_its_words_are(
    brought: str, taken: str, held: bool
) -> None:
    """All that it brings in; where that is nothing, what it takes away is missing.

    Brackets tell nothing, nor do names that it chooses, unless they are spoken of.
    """
    source = source_of("def A(X, eps=1):\n  return helper(X) / 2\ndef helper(Y): pass")
    words, gone = (frozenset(text.split()) for text in (brought, taken))
    edit = Changed((), words, gone, frozenset({"chosen", "named"}))

    assert source.holds(edit, "it is `named` so") is held


def test_a_mistake_stands_where_the_edit_corresponds() -> None:
    """The line that is like the edit is shown, in what the exercise uses."""
    source = source_of(
        """
        def other(X): return X.sum(0)
        def helper(X):
            print(X.sum(0))
            return X.sum(0)
        def A(X):
            Y = helper(X)
            return Y
        """
    )
    before, after = (
        read_unit(ast.parse(text), UnitSource(label="", cell=None, source=text))
        for text in ("def A(X): return X.sum(1)", "def A(X): return X.sum(0)")
    )
    edit = changed(after.statements, before.statements)

    assert source.place_like(edit) == frame(5)
    assert SILENT.place_like(edit) is None


def test_a_line_is_found_in_its_file_and_its_cell() -> None:
    """A line stands in its file, its cell and its number, all three."""
    source = source_of("x = 1", "def A(X):\n  X -= 1\n  return X")

    assert source.at(frame(2, cell=2)) == "X -= 1"
    assert source.at(frame(2, cell=1)) == ""
    assert source.at(frame(4, cell=2)) == ""
    assert source.at(frame(2, "b.py", cell=2)) == ""
    assert source.at(None) == ""
    assert place_of(None) is None


@pytest.mark.parametrize(
    ("name", "names", "near"),
    [
        ("MyLinear", ["Mylinear", "CenteredLayer"], "Mylinear"),
        ("MyLinear", ["MyLinaer"], "MyLinaer"),
        ("corr2d", ["corr_2d", "pool2d"], "corr_2d"),
        ("corr2d", ["torch", "x"], ""),
        ("corr2d", [], ""),
    ],
)
def test_the_nearest_name_is_suggested(name: str, names: list[str], near: str) -> None:
    """A name that differs by case or a slip of the hand is found; others are not."""
    assert nearest(name, names) == near


# --- devices --------------------------------------------------------------------------

NOTE = Note("`Y` was made on the CPU at line 2 while `X` is on cuda:0", frame(2))
MIXED = "Expected all tensors to be on the same device, but found at least two devices"


def test_note_on_mixed_devices_is_the_diagnosis() -> None:
    """What the sandbox says of mixed devices is told, at the line that it is about."""
    found = diagnose_error(raised("RuntimeError", MIXED, frame(5), note=NOTE), SILENT)

    assert (found.text, found.place) == (NOTE.text, frame(2))


def test_note_without_a_line_is_told_where_the_exception_was_raised() -> None:
    """A note on tensors that no line of the submission made keeps the raising line."""
    note = Note("`X` is on the CPU", None)
    found = diagnose_error(raised("RuntimeError", MIXED, frame(5), note=note), SILENT)

    assert (found.text, found.place) == (note.text, frame(5))


def test_result_on_the_wrong_device_is_told_where_it_was_made() -> None:
    """A result elsewhere is explained by the note that came with it."""
    student, reference = array([1.0]), array([1.0], device="cuda:0")
    student = dataclasses.replace(student, note=NOTE)

    found = mistake(Kind.DEVICE, student, reference)

    assert (found.text, found.place) == (NOTE.text, frame(2))


@pytest.mark.parametrize(
    "error",
    [
        raised("TypeError", "argument 'input' must be Tensor, not method", frame(3)),
        raised("AttributeError", "'method' object has no attribute 'shape'", frame(3)),
        raised("TypeError", "unsupported operand type(s) for +: 'int' and "
               "'builtin_function_or_method' object", frame(3)),
    ],
)  # fmt: skip
def test_a_method_that_is_not_called_is_asked_about(error: Raised) -> None:
    """Where a method stands for its result, parentheses may be missing."""
    found = diagnose_error(error, SILENT)

    assert found.text == (
        "a method is named where its result is meant: are parentheses missing?"
    )
    assert found.place == frame(3)


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("relu(): argument 'input' must be Tensor, not Linear", "Linear"),
        ("unsupported operand type(s) for @: 'Tensor' and 'Embedding'", "Embedding"),
        ("unsupported operand type(s) for @: 'Linear' and 'Tensor'", "Linear"),
        ("'Sequential' object is not subscriptable", None),  # maybe meant as a net
        ("relu(): argument 'input' must be Tensor, not Size", None),
        ("unsupported operand type(s) for +: 'Tensor' and 'NoneType'", None),
    ],
)
def test_a_layer_that_is_not_called_is_named(message: str, named: str | None) -> None:
    """An object of a class stands where its result is meant; a value is no layer."""
    found = diagnose_error(raised("TypeError", message, frame(3)), SILENT)

    said = f"a `{named}` stands where a tensor is meant: is it called?"
    assert found.text == (said if named else "")


@pytest.mark.parametrize(
    ("line", "attribute"),
    [
        ("return self.out(F.relu(self.hidden))", "self.hidden"),
        ("return self.out(F.relu(self.hidden(X)))", ""),
        ("return self.a + self.b", ""),
        ("return (", ""),
    ],
)
def test_an_attribute_that_is_not_called_is_found(line: str, attribute: str) -> None:
    """The one that a line hands on as it is, if it is one."""
    assert uncalled_attribute(line) == attribute


def test_numpy_of_a_gpu_is_a_step_out_of_the_graph() -> None:
    """A gradient check that fails, too, owns a step by which a GPU's tensor leaves."""
    error = raised("TypeError", "can't convert cuda:0 device type tensor to numpy.")

    found = diagnose_error(error, SILENT)

    assert found.cause is not None
    assert found.cause.home is Kind.GRADIENT
    assert found.text == "numpy cannot reach the memory of a GPU: `.cpu()` comes first"

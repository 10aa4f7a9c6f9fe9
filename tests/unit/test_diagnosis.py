"""Rules of naming mistakes: by the exception, by the source, by known mistakes."""

from __future__ import annotations

import ast
import dataclasses
import textwrap

import pytest
import torch
from torch import nn

from grader.child.source import read_unit
from grader.comparing.agreement import agree
from grader.comparing.kinds import comparison_for
from grader.comparing.observation import Observation, Raised
from grader.isolation.protocol import Definition, Read, Remark, UnitSource
from grader.isolation.wire import Frame, Note
from grader.judging.diagnosis import (
    HOME,
    Diagnosis,
    Source,
    diagnose_error,
    diagnose_mismatch,
    nearest,
    place_of,
)
from grader.results import Kind
from tests.observed import array, frame, raised


def source_of(*cells: str, exercise: str = "A") -> Source:
    """Read cells of a notebook, or a file if there is one."""
    definitions: tuple[Definition, ...] = ()
    remarks: tuple[Remark, ...] = ()
    for number, cell in enumerate(cells, start=1):
        text = textwrap.dedent(cell)
        place = number if len(cells) > 1 else None
        read = read_unit(
            ast.parse(text), UnitSource(label="ada.py", cell=place, source=text)
        )
        definitions += read.definitions
        remarks += read.remarks
    return Source(lambda: Read(definitions=definitions, remarks=remarks), exercise)


SILENT = source_of("")


def mistake(
    kind: Kind,
    student: Observation,
    reference: Observation,
    source: Source = SILENT,
    *known: str,
) -> Diagnosis:
    """Diagnose how two observations disagree."""
    mismatch = comparison_for(kind)(student, reference, None)
    assert mismatch is not None
    return diagnose_mismatch(kind, mismatch, source, known)


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
        (NoInit, "no super init"),
        (lambda: AssignsNumbers()(torch.ones(1)), "no super init"),
        (lambda: list(AssignsNumbers().named_parameters()), "no super init"),
        (lambda: AssignsNumbers().state_dict(), "no super init"),
        (lambda: nn.Module()(1), "forward misspelt"),
        (in_place_on_a_leaf, "in place"),
        (lambda: torch.ones(1, requires_grad=True).numpy(), "detached"),
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

    assert found == Diagnosis("", frame(4), "")


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


def test_a_missing_super_init_points_at_the_init() -> None:
    """Where no frame leads into the submission, the remark's line is shown."""
    source = source_of("class A(nn.Module):\n  def __init__(self): self.a = 1")
    error = raised("AttributeError", "Module.__init__() was not called")

    found = diagnose_error(error, source)

    assert found.text.startswith("`A.__init__` does not call `super().__init__()`")
    assert found.place == frame(2)
    assert HOME[found.cause] is Kind.CONTRACT


def test_a_misspelt_forward_is_shown() -> None:
    """The method that was probably meant is named with its line."""
    source = source_of("class A(nn.Module):\n  def foward(self, X): return X")
    error = raised(
        "NotImplementedError", 'Module [A] is missing the required "forward" function'
    )

    assert diagnose_error(error, source) == Diagnosis(
        "`A` has no method called `forward`: line 2 reads `def foward`",
        frame(2),
        "forward misspelt",
    )
    assert diagnose_error(error, SILENT).text == ("`A` has no method called `forward`")


def test_a_cast_that_fails_is_in_place_only_where_the_line_is() -> None:
    """The words alone do not prove it: the failing line must write into an input."""
    writes = source_of(
        "class A:\n  def forward(self, X):\n    X -= X.mean()\n    return X"
    )
    other = source_of("class A:\n  def forward(self, X):\n    return torch.f(X, 1)")
    error = error_of(in_place_on_integers)

    found = diagnose_error(error, writes)

    assert "can't be cast" in error.message
    assert (found.cause, HOME[found.cause]) == ("in place", Kind.PURITY)
    assert found.text == (
        "line 3 reads `X -= X.mean()`, which writes into the input that the caller "
        "still holds"
    )
    assert diagnose_error(error, other).cause == ""
    assert diagnose_error(raised("RuntimeError", error.message), writes).cause == ""


@pytest.mark.parametrize(
    ("message", "cause"),
    [
        ("NoneType instead of a tensor", "returns None"),
        ("list instead of a tensor", "returns no tensor"),
        ("want a list instead of a tensor", ""),
        ("", ""),
    ],
)
def test_a_probe_own_words_are_understood(message: str, cause: str) -> None:
    """What a probe raises where it got no tensor is known, and only that."""
    found = diagnose_error(raised("TypeError", message), SILENT)

    assert found.cause == cause


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
        assert diagnose_mismatch(kind, mismatch, source, ()) == Diagnosis(
            place=frame(3), cause=mismatch.cause
        )


@pytest.mark.parametrize(
    ("kind", "line"),
    [(Kind.VALUE, 6), (Kind.SHAPE, 6), (Kind.NAMING, 4), (Kind.INIT, 4)],
)
def test_the_method_that_a_mistake_is_made_in_is_shown(kind: Kind, line: int) -> None:
    """Names and first values are made in `__init__`, everything else in `forward`."""
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

    student = {"w": array([2.0])} if kind in (Kind.NAMING, Kind.INIT) else array([2.0])
    mismatch = agree(student, None)
    assert mismatch is not None
    assert diagnose_mismatch(kind, mismatch, source, ()).place == frame(line)
    assert diagnose_mismatch(kind, mismatch, used, ()).place == frame(3)


def test_a_known_mistake_is_named() -> None:
    """What the check's own mistakes explain needs no guess from the source."""
    source = source_of("class A:\n  def forward(self, X): return X.detach()")
    found = mistake(
        Kind.VALUE, array([2.0]), array([1.0]), source, "the ReLU is missing", "other"
    )

    assert found == Diagnosis("the ReLU is missing", frame(2))


def test_a_missing_return_is_named_before_anything_else() -> None:
    """None is explained by the method that returns nothing, first by `forward`."""
    source = source_of(
        """
        class A(nn.Module):
            def reset(self):
                self.x = 1
            def forward(self, X):
                self.reset()
        """
    )

    for kind in (Kind.VALUE, Kind.SHAPE, Kind.DTYPE):
        found = mistake(kind, None, array([1.0]), source, "known")
        assert found.text == "`forward` at line 5 returns nothing"
        assert (found.place, found.cause) == (frame(5), "returns None")
    assert mistake(Kind.VALUE, None, 3).text == "None came back: is a `return` missing?"


def test_a_function_without_return_is_named_before_its_helpers() -> None:
    """For a function, its own name is looked for, not that of what it uses."""
    source = source_of(
        """
        def helper(X): print(X)
        def A(X):
            helper(X)
        """
    )

    assert mistake(Kind.VALUE, None, array([1.0]), source).place == frame(3)


GRADIENT = {
    "weight": {"grad": array([1.0]), "direction": array([1.0]), "slopes": [1.0]}
}


def test_a_gradient_names_the_line_that_mentions_the_parameter() -> None:
    """Of several ways out of the graph, the one with the parameter's name is shown."""
    source = source_of(
        """
        class A(nn.Module):
            def forward(self, X):
                scale = self.scale.item()
                Y = X @ self.weight.data
                return Y.weighty.detach()
        """
    )

    found = mistake(Kind.GRADIENT, {"weight": None}, GRADIENT, source)

    assert found.text == (
        "line 5 reads `self.weight.data`, which leaves the autograd graph"
    )
    assert (found.place, found.cause) == (frame(5), "detached")
    other = {"bias": GRADIENT["weight"]}
    assert mistake(Kind.GRADIENT, {}, other, source).place == frame(4)


def test_a_gradient_is_explained_by_what_the_exercise_uses() -> None:
    """Helpers count, directly or not; what the exercise does not use does not."""
    source = source_of(
        """
        def unrelated(X): return X.detach()
        def deep(X): return X.numpy()
        def helper(X): return deep(X)
        class A(nn.Module):
            def forward(self, X): return helper(X)
        """
    )

    assert mistake(Kind.GRADIENT, {}, GRADIENT, source).place == frame(3)


def test_the_own_definition_comes_before_what_it_uses() -> None:
    """A remark in the exercise itself is the likelier one."""
    source = source_of(
        """
        def helper(X): return X.detach()
        class A(nn.Module):
            def forward(self, X): return helper(X).numpy()
        """
    )

    assert mistake(Kind.GRADIENT, {}, GRADIENT, source).place == frame(4)


def test_an_overridden_definition_explains_nothing() -> None:
    """What a later cell has replaced is not held against the student."""
    wrong = "class A:\n  def forward(self, X): return X.detach()"
    right = "\nclass A:\n  def forward(self, X): return X"

    for source in (source_of(wrong, right), source_of(wrong + "\n" + right)):
        assert mistake(Kind.GRADIENT, {}, GRADIENT, source).text == ""
    wrapped = source_of(wrong, "A = torch.compile(A)")
    assert mistake(Kind.GRADIENT, {}, GRADIENT, wrapped).place == Frame("ada.py", 1, 2)


CONTAINER = source_of(
    "class A(nn.Module):\n  def __init__(self):\n    self.layers = [1, 2]\n"
)
PLAIN = source_of(
    "class A(nn.Module):\n  def __init__(self):\n    self.gain = torch.ones(1)\n"
    "    self.weight = torch.randn(5, 3)\n"
)
TWO = {"weight": array([[0.0, 0.0]]), "bias": array([0.0])}


def test_a_plain_container_explains_why_nothing_is_registered() -> None:
    """A list is the mistake only where nothing at all is registered."""
    nothing = mistake(Kind.NAMING, {}, TWO, CONTAINER)
    something = mistake(Kind.NAMING, {"bias": TWO["bias"]}, TWO, CONTAINER)

    assert (nothing.cause, nothing.place) == ("plain container", frame(3))
    assert "`self.layers = [1, 2]`" in nothing.text
    assert something.cause == ""


def test_a_plain_tensor_explains_a_missing_name() -> None:
    """The assignment that mentions the missing name is shown."""
    found = mistake(Kind.NAMING, {"bias": TWO["bias"]}, TWO, PLAIN)

    assert (found.cause, found.place) == ("plain tensor", frame(4))
    assert "`self.weight = torch.randn(5, 3)`" in found.text


def test_a_plain_tensor_does_not_explain_another_name() -> None:
    """Where parameters are registered under other names, that is the mistake."""
    other = source_of("class A:\n  def __init__(self): self.gain = torch.ones(1)")
    student = {"w": TWO["weight"], "bias": TWO["bias"]}

    assert mistake(Kind.NAMING, student, TWO, other).cause == ""
    assert mistake(Kind.NAMING, student, TWO, PLAIN).cause == "plain tensor"
    missing = mistake(Kind.NAMING, {"bias": TWO["bias"]}, TWO, other)
    assert missing.cause == "plain tensor"


@pytest.mark.parametrize(
    ("student", "text"),
    [
        ({"weight": array([[0.0], [0.0]])}, "`weight` is transposed"),
        (
            {"bias": array([[0.0]])},
            "`bias` has a dimension of size 1 too many, or too few",
        ),
        ({"weight": array([[0.0] * 3])}, ""),
        ({"weight": array([0.0, 0.0, 0.0])}, ""),
        ({"weight": 3}, ""),
        ({"weight": "(2, 1)"}, "`weight` is transposed"),
    ],
)
def test_a_reshaped_parameter_is_named(
    student: dict[str, Observation], text: str
) -> None:
    """The right name with its shape turned or padded is a mistake of its own."""
    assert mistake(Kind.NAMING, TWO | student, TWO).text == text


@pytest.mark.parametrize(
    ("kind", "line", "student", "text"),
    [
        (
            Kind.DTYPE,
            "Y = torch.zeros(3, device=X.device)",
            array([1.0], "float64"),
            "line 3 reads `torch.zeros(3, device=X.device)`, whose dtype is always the "
            "default",
        ),
        (
            Kind.DEVICE,
            "Y = torch.zeros(3, dtype=X.dtype)",
            array([1.0], device="cuda:0"),
            "line 3 reads `torch.zeros(3, dtype=X.dtype)`, which makes it on the CPU",
        ),
        (
            Kind.PURITY,
            "X[0] = 1",
            array([2.0]),
            "line 3 reads `X[0] = 1`, which writes into the input that the caller "
            "still holds",
        ),
    ],
)
def test_the_source_explains_dtype_device_and_purity(
    kind: Kind, line: str, student: Observation, text: str
) -> None:
    """Each kind looks for its own remark, and for no other."""
    source = source_of(f"class A:\n  def forward(self, X):\n    {line}\n    return X")
    elsewhere = source_of("class A:\n  def forward(self, X): return X.detach()")

    found = mistake(kind, student, array([1.0]), source)

    assert (found.text, found.place) == (text, frame(3))
    assert mistake(kind, student, array([1.0]), elsewhere).text == ""


# --- names ------------------------------------------------------------------------


def test_a_cycle_of_helpers_ends() -> None:
    """Functions that use each other are followed once."""
    source = source_of("def A(X): return b(X)\ndef b(X): return A(X.detach())")

    assert mistake(Kind.GRADIENT, {}, GRADIENT, source).place == frame(2)


def test_remarks_are_found_by_their_line() -> None:
    """A remark stands in its file, its cell and its line, all three."""
    source = source_of("x = 1", "def A(X):\n  X -= 1\n  return X")

    assert source.remark_at(frame(2, cell=2), "in place") is not None
    assert source.remark_at(frame(2, cell=1), "in place") is None
    assert source.remark_at(frame(3, cell=2), "in place") is None
    assert source.remark_at(frame(2, cell=2), "detached") is None
    assert source.remark_at(frame(2, "b.py", cell=2), "in place") is None
    assert source.remark_at(None, "in place") is None
    assert place_of(None) is None


def test_a_name_with_signs_is_no_pattern() -> None:
    """Names are looked for as words, whatever characters they hold."""
    source = source_of("def A(X): return X.detach() + X.b")

    assert source.remark("detached", mention="net.0(") is not None
    assert source.remark("no return", mention="[") is None


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
        raised("RuntimeError", MIXED, frame(3), note=NOTE),
    ],
)
def test_method_left_uncalled_is_named_before_its_consequence(error: Raised) -> None:
    """Where `net.cuda` lacks its parentheses, that is the diagnosis."""
    source = source_of("def A(net, X):\n    net.cuda\n    return net(X)\n")

    found = diagnose_error(error, source)

    assert found.text == (
        "line 2 reads `net.cuda`, which names the method and does not call it: "
        "parentheses are missing"
    )
    assert found.place == frame(2)


def test_numpy_of_a_gpu_is_a_step_out_of_the_graph() -> None:
    """A gradient check that fails, too, owns a step by which a GPU's tensor leaves."""
    error = raised("TypeError", "can't convert cuda:0 device type tensor to numpy.")

    found = diagnose_error(error, SILENT)

    assert HOME[found.cause] is Kind.GRADIENT
    assert found.text == "numpy cannot reach the memory of a GPU: `.cpu()` comes first"

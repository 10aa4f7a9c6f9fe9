"""Rules of writing observations for the wire: whatever is returned, it crosses."""

from __future__ import annotations

import itertools
import linecache
import sys
import tracemalloc
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from grader.child.encode import (
    LETTERS,
    NODES,
    clean,
    encode_draw,
    encode_error,
)
from grader.comparing.observation import (
    Array,
    Observation,
    Opaque,
    Raised,
    Symbolic,
    decode,
    walk,
)
from grader.devices import simulated_gpus
from grader.isolation import protocol
from grader.isolation.wire import MAX_FRAMES, MAX_INT, MAX_TEXT, STORAGE, Frame, Note

MIB = 1 << 20
PLACES = {"ada.py": ("ada.py", None), "hw.ipynb#cell-2": ("hw.ipynb", 2)}


def crossed(value: object, max_bytes: int = MIB) -> tuple[Observation, bool]:
    """Take a value to the judge and back into Python, the whole way."""
    draw, payload = encode_draw(value, PLACES, max_bytes)
    frame = protocol.encode_frame(
        protocol.Ran(draws=(draw,), lengths=(len(payload),)), payload
    )
    header, _ = protocol.frame_lengths(frame[: protocol.PREFIX.size], max_bytes)
    reply = protocol.decode_reply(frame[protocol.PREFIX.size :][:header])
    assert isinstance(reply, protocol.Ran)
    return decode(reply.draws[0].value, payload), reply.draws[0].raised


def across(value: object, max_bytes: int = MIB) -> Observation:
    """Take a value to the judge that is to cross without an exception."""
    found, raised = crossed(value, max_bytes)
    assert not raised
    return found


# --- what is hostile, or silly --------------------------------------------------


class EndlessList(list[int]):
    """A list that never stops."""

    def __iter__(self) -> Iterator[int]:
        """Count for ever."""
        return itertools.count()


class EndlessMapping(Mapping[int, int]):
    """A mapping whose items never end."""

    def __getitem__(self, key: int) -> int:
        """Hold everything."""
        return key

    def __iter__(self) -> Iterator[int]:
        """Count for ever."""
        return itertools.count()

    def __len__(self) -> int:
        """Lie."""
        return 1


class EndlessDict(dict[int, int]):
    """A dict whose items never end."""

    def items(self) -> Any:
        """Count for ever."""
        return ((number, number) for number in itertools.count())


class EndlessNested(list[Any]):
    """A list that never stops, of lists that never stop."""

    def __iter__(self) -> Iterator[Any]:
        """Give itself for ever."""
        return itertools.repeat(self)


class Broken(dict[int, int]):
    """A dict that cannot be read."""

    def items(self) -> Any:
        """Refuse."""
        raise ZeroDivisionError("no items")


class Leaving(list[int]):
    """A list that ends the process that reads it."""

    def __iter__(self) -> Iterator[int]:
        """Leave."""
        raise SystemExit(3)


def recursive() -> list[Any]:
    """Build a list that holds itself, twice."""
    result: list[Any] = [1]
    result += [result, result]
    return result


@pytest.mark.parametrize(
    "value",
    [
        EndlessList(),
        EndlessMapping(),
        EndlessDict(),
        EndlessNested(),
        recursive(),
        [[]] * 10**6,
        list(range(10**6)),
        {str(number): number for number in range(10**5)},
        ["x" * 10**4] * 10**4,
        {"x" * 10**4 + str(number): [number] for number in range(10**4)},
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_never_ends_is_cut(value: object) -> None:
    """An endless or huge value costs little memory, and its beginning crosses."""
    tracemalloc.start()
    found = across(value)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert 0 < sum(1 for _ in walk(found)) <= NODES
    assert peak < 40 * MIB


def test_a_text_budget_is_shared() -> None:
    """Many long strings cross cut, until no more of them do."""
    found = across(["x" * 10**5] * 1000)

    texts = [item for item in found if isinstance(item, str)]
    assert {len(text) for text in texts} == {MAX_TEXT}
    assert sum(map(len, texts)) == LETTERS
    assert found[-1] == Opaque("text beyond what is compared")


def test_a_deep_value_is_cut() -> None:
    """Below the depth that the judge reads, a word stands for the rest."""
    deep: Any = 1
    for _ in range(1000):
        deep = [deep]

    assert [leaf for _, leaf in walk(across(deep))] == [
        Opaque("something nested too deeply or too large")
    ]


@pytest.mark.parametrize(
    ("value", "error"),
    [(Broken(), "ZeroDivisionError"), (Leaving(), "SystemExit")],
)
def test_what_cannot_be_read_counts_as_raised(value: object, error: str) -> None:
    """An exception out of a student's own class is the student's exception."""
    found, raised = crossed([torch.ones(3), value])

    assert raised
    assert isinstance(found, Raised)
    assert found.type == error


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (object(), "object"),
        (nn.Linear(1, 1), "torch.nn.modules.linear.Linear"),
        (lambda: 1, "function"),
        (3j, "complex"),
        (b"x", "bytes"),
        ({1, 2}, "set"),
        (range(3), "range"),
        (MAX_INT, "a very large int"),
        (-(2**9999), "a very large int"),
        (torch.ones(2, device="meta"), "a tensor without values"),
        (nn.LazyLinear(2).weight, "a tensor without values"),
        (torch.ones(2, 2).to_sparse(), "a tensor of layout torch.sparse_coo"),
        (torch.ones(2, dtype=torch.float8_e5m2), "a tensor of dtype float8_e5m2"),
        (torch.ones(10**6).expand(10**6, 10**6), "a huge tensor of shape"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_data_crosses_as_a_word(value: object, name: str) -> None:
    """Of any other object only what it is crosses; huge tensors are never copied."""
    found = across(value)

    assert isinstance(found, Opaque)
    assert found.type.startswith(name)


def test_tensor_bytes_are_bounded_together() -> None:
    """Of several tensors, those cross that fit."""
    small, large = torch.ones(4), torch.ones(100)

    first, second, third = across([small, large, small], max_bytes=32)

    assert isinstance(first, Array)
    assert second == Opaque("a huge tensor of shape (100,)", is_huge=True)
    assert isinstance(third, Array)


@pytest.mark.parametrize("text", ["\ud800", "a\udfff\x00b"])
def test_lone_surrogates_cross_as_question_marks(text: str) -> None:
    """A text that UTF-8 cannot hold does not end the child that returns it."""
    assert "?" in across(text)
    assert "?" in across({text: 1}).popitem()[0]
    assert "?" in across(ValueError(text)).message
    assert clean("ä€😀") == "ä€😀"


# --- what is honest -------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, None),
        (True, True),
        (0, 0),
        (MAX_INT - 1, MAX_INT - 1),
        (1.5, 1.5),
        (float("inf"), float("inf")),
        ("text", "text"),
        ([], []),
        ((1, (2,)), [1, [2]]),
        (torch.Size([2, 3]), [2, 3]),
        ({"a": {1: None}}, {"a": {1: None}}),
        ({(1, "x"): 2}, {(1, "x"): 2}),
        (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (defaultdict(list, a=[1]), {"a": [1]}),
        (torch.float16, Symbolic("dtype", "float16")),
        (torch.device("cuda", 1), Symbolic("device", "cuda:1")),
        ({torch.device("cpu"): 1}, {Symbolic("device", "cpu"): 1}),
        (np.int64(3), 3),
        (np.float32(0.5), 0.5),
        (np.bool_(0), False),
    ],
)
def test_plain_data_crosses_as_it_is(value: object, found: object) -> None:
    """Numbers, strings, lists, dicts, dtypes and devices arrive unchanged."""
    arrived = across(value)

    assert arrived == found
    assert type(arrived) is type(found)


def test_the_order_of_a_dict_is_kept() -> None:
    """A dict arrives in the order in which the student filled it."""
    assert list(across({"b": 1, "a": 2, 0: 3})) == ["b", "a", 0]


def test_modules_as_keys_cross_by_type() -> None:
    """A module as a key becomes the name of its type; no tensor gets lost."""
    found = across({nn.ReLU(): torch.ones(1), nn.Tanh(): torch.zeros(1)})

    assert [key.type for key in found] == [
        "torch.nn.modules.activation.ReLU",
        "torch.nn.modules.activation.Tanh",
    ]
    assert [item.values.tolist() for item in found.values()] == [[1], [0]]


def test_tensors_as_keys_do_not_shift_the_bytes() -> None:
    """The bytes of keys and values stand in the order in which they are read."""
    found = across({torch.ones(2): torch.zeros(3), torch.ones(4): torch.ones(3)})

    # keys that cannot be hashed become one; the last value is kept, and is right
    assert found[Opaque("Array")].values.tolist() == [1, 1, 1]


@pytest.mark.parametrize("name", sorted(STORAGE))
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0,), (2, 0, 3)])
def test_every_dtype_and_shape_crosses(name: str, shape: tuple[int, ...]) -> None:
    """Tensors arrive with values, shape and dtype, also without elements."""
    torch.manual_seed(0)
    tensor = (torch.randn(shape) * 3).to(getattr(torch, name))

    found = across([tensor])[0]

    assert isinstance(found, Array)
    assert (found.dtype, found.shape) == (name, shape)
    expected = tensor.float() if name == "bfloat16" else tensor
    assert np.array_equal(found.values, expected.numpy())


@pytest.mark.parametrize(
    "tensor",
    [
        torch.arange(6.0).reshape(2, 3).T,
        torch.arange(6.0)[::2],
        torch.arange(3.0).expand(2, 3),
        torch.arange(6.0).reshape(2, 3).to(memory_format=torch.contiguous_format)[:, 1],
        torch.tensor([1 + 2j, 3j]).conj(),
        torch.tensor([1 + 2j, 3j]).conj().imag,
        nn.Parameter(torch.ones(2)),
        torch.ones(2, requires_grad=True) * 2,
    ],
)
def test_views_cross_as_what_they_show(tensor: torch.Tensor) -> None:
    """Strides, conjugation and the graph change nothing of the values."""
    found = across(tensor)

    assert np.array_equal(found.values, tensor.detach().resolve_conj().resolve_neg())
    assert found.requires_grad is tensor.requires_grad
    assert found.device == "cpu"


# --- exceptions -----------------------------------------------------------------


def error_of(source: str, filename: str = "ada.py") -> BaseException:
    """Run source under a file name and return what it raises."""
    try:
        exec(compile(source, filename, "exec"), {})  # noqa: S102
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def test_an_exception_crosses_with_its_frames() -> None:
    """Type, bases, message and the submission's own lines arrive, innermost last."""
    source = "def f():\n  raise KeyError('x')\n\nsorted([1], key=lambda _: f())\n"

    found = across(error_of(source))

    assert isinstance(found, Raised)
    assert (found.type, found.message) == ("KeyError", "'x'")
    assert found.bases == ("LookupError", "Exception", "BaseException")
    assert found.frames == tuple(Frame("ada.py", None, line) for line in (4, 4, 2))


def test_cells_are_named_by_number() -> None:
    """A frame in a notebook names the cell."""
    found = encode_error(error_of("\n\n1 / 0", "hw.ipynb#cell-2"), PLACES)

    assert found.frames == (Frame("hw.ipynb", 2, 3),)


def test_a_syntax_error_is_placed_where_it_is() -> None:
    """A line that does not parse is named, though nothing of the file has run."""
    found = encode_error(error_of("x = 1\ny = (\n"), PLACES)

    assert found.frames == (Frame("ada.py", None, 2),)
    assert found.message == "'(' was never closed"


@pytest.mark.parametrize(
    ("details", "line"),
    [
        (("ada.py", None, None, None), 1),
        (("ada.py", -5, 1, ""), 1),
        (("ada.py", "three", 1, ""), 1),
    ],
)
def test_a_syntax_error_made_by_hand_has_a_place(details: Any, line: int) -> None:
    """A forged SyntaxError cannot make a line that is none."""
    found = encode_error(SyntaxError("forged", details), PLACES)

    assert found.frames == (Frame("ada.py", None, line),)


@pytest.mark.parametrize("name", [["ada.py"], None, 3, "elsewhere.py"])
def test_a_syntax_error_from_elsewhere_has_no_place(name: Any) -> None:
    """A file name that is none, or not the submission's, leads to no frame."""
    assert encode_error(SyntaxError("forged", (name, 1, 1, "")), PLACES).frames == ()


class Unreadable(Exception):
    """An exception whose message cannot be read."""

    def __str__(self) -> str:
        """Refuse."""
        sys.exit("no message")


def test_a_message_that_cannot_be_read_is_said_so() -> None:
    """An exception that raises while it is read is an exception all the same."""
    found = encode_error(Unreadable(), {})

    assert (found.type, found.message) == (
        "Unreadable",
        "its message could not be read",
    )


def test_exceptions_are_bounded() -> None:
    """Long messages, deep tracebacks and long names are cut."""
    deep = encode_error(error_of("def f():\n  f()\nf()"), PLACES)
    long = encode_error(type("E" * 999, (ValueError,), {})("x" * 10**6), {})

    assert deep.type == "RecursionError"
    assert len(deep.frames) == MAX_FRAMES
    assert deep.frames[-1] == Frame("ada.py", None, 2)
    assert (len(long.type), len(long.message)) == (200, MAX_TEXT)


@settings(max_examples=300, deadline=None, database=None)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(alphabet=st.characters())
        | st.builds(torch.ones, st.integers(0, 3), st.integers(0, 3)),
        lambda inside: (
            st.lists(inside, max_size=4)
            | st.dictionaries(st.text() | st.integers(), inside, max_size=4)
        ),
    )
)
def test_whatever_is_returned_crosses(value: object) -> None:
    """No value that a probe can return keeps the reply from being written and read."""
    across(value)


# --- devices --------------------------------------------------------------------------

SOURCE = """
def corr2d(X):
    Y = torch.zeros(2)
    return Y


def mixed(X):
    Y = torch.zeros(2)
    return X + Y
"""


def run_on_gpu(name: str) -> object:
    """Run a function of the source on a tensor of a simulated GPU."""
    namespace: dict[str, Any] = {"torch": torch}
    exec(compile(SOURCE, "ada.py", "exec"), namespace)  # noqa: S102 - written above
    lines = SOURCE.splitlines(keepends=True)
    linecache.cache["ada.py"] = (1, None, lines, "ada.py")
    try:
        with simulated_gpus(1):
            return namespace[name](torch.ones(2, device="cuda"))
    except RuntimeError as error:
        return error
    finally:
        del linecache.cache["ada.py"]


def test_tensor_on_the_wrong_device_crosses_with_the_line_that_made_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A tensor that a line of the submission made crosses with a note that says so."""
    lines = SOURCE.splitlines(keepends=True)
    value = run_on_gpu("corr2d")
    monkeypatch.setitem(linecache.cache, "ada.py", (1, None, lines, "ada.py"))

    found, _ = crossed(value)

    assert found.device == "cpu"
    assert found.note == Note(
        "`Y` was made on the CPU at line 3 while `X` is on cuda:0; make it with "
        "`X.new_zeros(...)` or `device=X.device`",
        Frame("ada.py", None, 3),
    )


def test_refusal_crosses_with_the_line_that_made_the_tensor() -> None:
    """Mixed devices cross in CUDA's words, with a note that names both tensors."""
    found, _ = crossed(run_on_gpu("mixed"))

    assert found.message.startswith("Expected all tensors to be on the same device")
    assert found.note == Note(
        "`Y` was made on the CPU at line 8 while `X` is on cuda:0; make it with "
        "`X.new_zeros(...)` or `device=X.device`",
        Frame("ada.py", None, 8),
    )


def test_notes_of_other_exceptions_stay_behind() -> None:
    """What a submission writes on its own exceptions is no word of the grader's."""
    error = ValueError("no")
    error.add_note("give full marks")

    found, _ = crossed(error)

    assert found.note is None


def test_tensor_keeps_its_device_after_the_simulation() -> None:
    """A tensor of a simulated GPU crosses with its device when that is closed."""
    with simulated_gpus(2):
        value = torch.ones(2, device="cuda:1")

    assert crossed(value)[0].device == "cuda:1"

"""The note on a refusal: which names, made at which lines. It never fails itself."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from grader.devices import simulated_gpus
from grader.devices.explaining import ORIGIN, assigned_at
from grader.devices.labels import Origin


def refusal(act: Callable[[], object]) -> RuntimeError:
    """What an act with mixed devices raises."""
    with simulated_gpus(2), pytest.raises(RuntimeError) as info:
        act()
    return info.value


def note(act: Callable[[], object]) -> str:
    """The note on what an act raises, with lines counted from the act's first."""
    error = refusal(act)
    (text,) = error.__notes__
    first = act.__code__.co_firstlineno
    for line in range(first, first + 20):
        text = text.replace(f"line {line}", f"line +{line - first}")
    return str(text)


def _made_here() -> None:
    X = torch.ones(2, device="cuda")
    Y = torch.zeros(2)
    X + Y


def _made_long_ago() -> None:
    X = torch.ones(2, device="cuda")
    rows = torch.zeros(2, 2) + 1
    part = rows[0].exp()
    X.add_(part)


def _of_two_gpus() -> None:
    X = torch.ones(2, device="cuda:0")
    Y = torch.ones(2, device="cuda:1")
    X @ Y


def _moved() -> None:
    X = torch.ones(2).cuda()
    Y = X.cpu()
    X + Y


def _unnamed() -> None:
    torch.ones(2, device="cuda") + torch.arange(3)[1:]


def _of_modules() -> None:
    net = nn.Linear(2, 1)
    X = torch.ones(2, device="cuda")
    net(X)


def _of_a_layer() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.scale = torch.ones(2)

        def forward(self, X: Tensor) -> Tensor:
            return self.scale * X

    Net().cuda()(torch.ones(2, device="cuda"))


def _hidden_state() -> None:
    rnn = nn.GRU(2, 2).cuda()
    X = torch.ones(1, 1, 2, device="cuda")
    H = torch.zeros(1, 1, 2)
    rnn(X, H)


def _of_a_loss() -> None:
    scores = torch.ones(2, 2, device="cuda")
    F.cross_entropy(scores, torch.tensor([0, 1]))


NOTES: list[tuple[Callable[[], None], str]] = [
    (
        _made_here,
        "`Y` was made on the CPU at line +2 while `X` is on cuda:0; make it with "
        "`X.new_zeros(...)` or `device=X.device`",
    ),
    (
        _made_long_ago,
        "`part` was made on the CPU at line +2 while `X` is on cuda:0; make it with "
        "`X.new_zeros(...)` or `device=X.device`",
    ),
    (
        _of_two_gpus,
        "`Y` was made on cuda:1 at line +2 while `X` is on cuda:0; bring both to one "
        "device first",
    ),
    (
        _moved,
        "`Y` was moved to the CPU at line +2 while `X` is on cuda:0; bring both to one "
        "device first",
    ),
    (
        _unnamed,
        "a tensor was made on the CPU at line +1 while a tensor is on cuda:0; bring "
        "both to one device first",
    ),
    (
        _of_modules,
        "`net.bias` is on the CPU while `X` is on cuda:0; move the module there first: "
        "`net.to(...)`",
    ),
    (
        _of_a_layer,
        "`self.scale` was made on the CPU at line +4 while `X` is on cuda:0; register "
        'it (`self.register_buffer("scale", ...)`), so that it moves with the module',
    ),
    (
        _hidden_state,
        "`H` was made on the CPU at line +3 while `X` is on cuda:0; make it with "
        "`X.new_zeros(...)` or `device=X.device`",
    ),
    (
        _of_a_loss,
        "a tensor was made on the CPU at line +2 while `scores` is on cuda:0; make it "
        "with `scores.new_zeros(...)` or `device=scores.device`",
    ),
]


@pytest.mark.parametrize(("act", "words"), NOTES)
def test_note_names_tensors_and_lines(act: Callable[[], None], words: str) -> None:
    """The note says what code calls both tensors, where one came from, what to do."""
    assert note(act) == words


def test_origin_is_kept_with_the_error() -> None:
    """The file and line that a refusal is about can be read from it."""
    origin = getattr(refusal(_made_here), ORIGIN)
    assert origin.file == __file__
    assert origin.line == _made_here.__code__.co_firstlineno + 2
    assert origin.act == "made"


class Hostile:
    """An object of which every question raises."""

    def __getattribute__(self, name: str) -> NoReturn:
        raise KeyError(name)

    def __eq__(self, other: object) -> NoReturn:
        raise KeyError

    def __hash__(self) -> NoReturn:
        raise KeyError

    def __bool__(self) -> NoReturn:
        raise KeyError

    def __repr__(self) -> NoReturn:
        raise KeyError


class HostileModule(nn.Module):
    """A module that has no attributes to give, and odd tables."""

    def __init__(self, **tables: Any) -> None:
        vars(self).update(tables)

    def __getattribute__(self, name: str) -> NoReturn:
        raise KeyError(name)


class HostileTensor(Tensor):
    """A tensor of which nothing can be asked."""

    @classmethod
    def __torch_function__(cls, *_: Any) -> NoReturn:
        raise KeyError


def lone(make: type[Any], **tables: Any) -> Any:
    """Make an object without running its constructor."""
    made = object.__new__(make)
    for name, value in tables.items():
        object.__setattr__(made, name, value)
    return made


STRANGE: dict[str, Callable[[], Any]] = {
    "nothing can be asked": Hostile,
    "class": lambda: Hostile,
    "module without tables": lambda: lone(HostileModule),
    "module with odd tables": lambda: lone(HostileModule, _buffers=None, _parameters=3),
    "module with hostile members": lambda: lone(
        HostileModule, a=Hostile(), b=[Hostile()]
    ),
    "lazy": lambda: nn.LazyLinear(2),
    "tensor": lambda: torch.ones(1).as_subclass(HostileTensor),
    "sparse": lambda: torch.eye(2).to_sparse(),
    "meta": lambda: torch.ones(1, device="meta"),
    "view": lambda: torch.ones(2)[1:],
    "uninitialised": lambda: nn.UninitializedParameter(),
    "mock": lambda: type("M", (), {"__class__": property(lambda self: 1 / 0)})(),
    "many": lambda: [Hostile()] * 1000,
}


@pytest.mark.parametrize("make", STRANGE.values(), ids=STRANGE)
def test_strange_names_do_not_disturb_the_note(make: Callable[[], Any]) -> None:
    """Whatever the code holds beside, its mixed devices are what is told."""

    def act() -> None:
        first = strange
        X = torch.ones(2, device="cuda")
        Y = torch.zeros(2)
        last = first
        X + Y
        del last

    strange = make()
    assert note(act).startswith("`Y` was made on the CPU at line +3 while `X` is on")


def test_what_cannot_be_explained_is_refused_all_the_same() -> None:
    """An object that fails while it is looked at costs the note, not the refusal."""

    def act() -> None:
        net = lone(
            type("Net", (nn.Module,), {"__dict__": property(lambda self: 1 / 0)})
        )
        torch.ones(2, device="cuda") + torch.zeros(2)
        del net

    error = refusal(act)
    assert str(error).endswith("found at least two devices, cuda:0 and cpu!")
    assert not hasattr(error, "__notes__")


def test_names_are_not_kept_by_looking_at_them() -> None:
    """Locals that somebody holds, or that `exec` made, are there afterwards."""

    def act() -> None:
        mine = locals()
        X = torch.ones(2, device="cuda")
        exec("hidden = 5")  # noqa: S102 - of our own
        with pytest.raises(RuntimeError, match="cuda:0 and cpu!"):
            X + torch.zeros(2)
        assert mine["X"] is X
        assert locals()["hidden"] == 5

    with simulated_gpus(1):
        act()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("X = make()", "X"),
        ("self.X = make('\\d')", "self.X"),
        ("X: Tensor = make()", "X"),
        ("X = Y = make()", "X"),
        ("X = (\n", ""),
        ("\0", ""),
        ("", ""),
    ],
)
def test_line_of_a_source_names_what_it_makes(
    source: str, name: str, tmp_path: Path
) -> None:
    """A file that changed, or is no Python, gives no name; none gives a warning."""
    path = tmp_path / "lesson.py"
    path.write_text(source, "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert assigned_at(Origin(str(path), 1, "made")) == name
    assert assigned_at(Origin(str(tmp_path / "none.py"), 1, "made")) == ""


def test_code_without_a_file_gets_a_note() -> None:
    """Code that was given to `exec` is refused as any other."""
    scope: dict[str, Any] = {"torch": torch}
    code = compile(
        "X = torch.ones(2, device='cuda')\nX + torch.ones(2)", "cell 1", "exec"
    )
    with (
        simulated_gpus(1),
        pytest.raises(RuntimeError, match="cuda:0 and cpu!") as info,
    ):
        exec(code, scope)  # noqa: S102 - of our own
    assert info.value.__notes__[0].startswith(
        "a tensor was made on the CPU at line 2 while `X` is on cuda:0"
    )

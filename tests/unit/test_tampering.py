"""Rules of noticing that torch or the builtins were changed."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from grader.child import tampering
from grader.probing import observe

Names = Callable[[], tuple[str, ...]]

counted = pytest.mark.skipif(
    not tampering._versions_work,
    reason="from Python 3.14 on, a dict counts no changes of itself",
)


@pytest.fixture
def names() -> Names:
    """Take a snapshot; the function that comes back names what was changed since."""
    return asked(tampering.snapshot())


def asked(changes: tampering.Changes) -> Names:
    """Name what was changed, without what it is bound to now."""
    return lambda: tuple(name for name, _ in changes())


@pytest.mark.parametrize(
    ("owner", "name", "reported"),
    [
        (builtins, "len", "builtins.len"),
        (builtins, "isinstance", "builtins.isinstance"),
        (torch, "relu", "torch.relu"),
        (torch, "equal", "torch.equal"),
        (F, "conv2d", "torch.nn.functional.conv2d"),
        (nn.init, "normal_", "torch.nn.init.normal_"),
        (nn, "Sequential", "torch.nn.Sequential"),
        (torch.Tensor, "backward", "torch.Tensor.backward"),
        (torch.Tensor, "__rpow__", "torch.Tensor.__rpow__"),
        (nn.Module, "__call__", "torch.nn.modules.module.Module.__call__"),
        (nn.Module, "named_parameters", "torch.nn.modules.module.Module.named_"),
        (torch.autograd, "grad", "torch.autograd.grad"),
        (torch.cuda, "device_count", "torch.cuda.device_count"),
    ],
)
def test_a_replaced_name_is_reported(
    monkeypatch: pytest.MonkeyPatch, names: Names, owner: Any, name: str, reported: str
) -> None:
    """A function, method or class that is bound to something else is named."""
    monkeypatch.setattr(owner, name, lambda *_: None, raising=False)

    changed = names()
    monkeypatch.undo()

    assert changed[0].startswith(reported)
    assert len(changed) <= 2


def test_a_deleted_name_is_reported(
    monkeypatch: pytest.MonkeyPatch, names: Names
) -> None:
    """A name that is gone was changed, too."""
    monkeypatch.delattr(torch, "relu")

    changed = names()
    monkeypatch.undo()

    assert changed == ("torch.relu",)


def test_what_is_put_back_is_no_change(
    monkeypatch: pytest.MonkeyPatch, names: Names
) -> None:
    """A name that was replaced for a while, as simulated GPUs do, is not reported."""
    monkeypatch.setattr(torch, "relu", None)
    monkeypatch.undo()

    assert names() == ()
    monkeypatch.setattr(torch, "relu", None)
    changed = names()
    monkeypatch.undo()
    assert changed == ("torch.relu",)


def test_a_change_is_reported_each_time(
    monkeypatch: pytest.MonkeyPatch, names: Names
) -> None:
    """Asking once does not make a change forgotten."""
    monkeypatch.setattr(torch, "relu", None)

    answers = [names() for _ in range(3)]
    monkeypatch.undo()

    assert answers == [("torch.relu",)] * 3


def test_new_names_are_no_tampering(
    monkeypatch: pytest.MonkeyPatch, names: Names
) -> None:
    """Lazy imports add names all the time."""
    monkeypatch.setattr(torch, "my_own_name", lambda: None, raising=False)
    monkeypatch.setattr(nn.Module, "my_own_name", lambda: None, raising=False)

    assert names() == ()


def test_a_method_that_hides_an_inherited_one_is_reported(names: Names) -> None:
    """A class's new name is tampering where it takes an inherited one's place."""
    assert "numpy" not in vars(torch.Tensor)
    torch.Tensor.numpy = None  # type: ignore[method-assign, assignment]
    changed = names()
    del torch.Tensor.numpy

    assert changed == ("torch.Tensor.numpy",)


def test_what_is_only_shown_may_be_changed(
    monkeypatch: pytest.MonkeyPatch, names: Names
) -> None:
    """Students redefine `print` and how tensors are shown; nothing is judged by it."""
    monkeypatch.setattr(builtins, "print", lambda *_: None)
    monkeypatch.setattr(torch.Tensor, "__repr__", lambda _: "a tensor")

    changed = names()
    monkeypatch.undo()

    assert changed == ()


@pytest.mark.parametrize("versions_work", [pytest.param(True, marks=counted), False])
def test_versions_only_save_time(
    monkeypatch: pytest.MonkeyPatch, versions_work: bool
) -> None:
    """Where dicts carry no version, every name is looked at instead."""
    monkeypatch.setattr(tampering, "_versions_work", versions_work)
    names = asked(tampering.snapshot())
    assert names() == ()
    monkeypatch.setattr(torch, "relu", None)

    changed = names()
    monkeypatch.undo()

    assert changed == ("torch.relu",)


def test_honest_use_changes_nothing(names: Names) -> None:
    """Training, seeding and scopes of torch's own rebind nothing that is watched."""
    net = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
    with torch.random.fork_rng():
        torch.manual_seed(0)
        net(torch.ones(1, 2)).sum().backward()
    torch.set_default_dtype(torch.float64)
    assert names() == ()
    torch.set_default_dtype(torch.float32)
    with torch.device("cpu"), torch.no_grad():
        net(torch.ones(1, 2))

    assert names() == ()
    assert {"manual_seed", "Storage"} <= tampering.UNSTABLE


@counted
def test_any_change_of_the_graders_own_code_counts() -> None:
    """What is put back in time was changed all the same."""
    changes = tampering.snapshot(tampering.own_namespaces())
    assert changes() == []
    original = observe.Observe.call

    observe.Observe.call = len  # type: ignore[method-assign, assignment]
    observe.Observe.call = original  # type: ignore[method-assign]

    assert changes() == [(tampering.OURS, None)]


def test_the_look_at_the_snapshot_needs_no_builtin() -> None:
    """Code that replaces builtins cannot blind what would notice it."""
    changes = tampering.snapshot()
    names = ("zip", "map", "all", "any", "len", "tuple", "isinstance", "getattr")
    kept, nothing = {name: getattr(builtins, name) for name in names}, lambda *_: ()

    vars(builtins).update(dict.fromkeys(names, nothing))
    changed = changes()
    vars(builtins).update(kept)

    assert ("builtins.isinstance", nothing) in changed


@counted
@pytest.mark.parametrize("owner", [torch.Tensor, nn.Module, type(nn.Parameter)])
def test_in_the_main_classes_what_is_put_back_counts(owner: Any) -> None:
    """A method that is replaced only while the checks call it was replaced."""
    changes = tampering.snapshot()
    name = next(name for name, value in vars(owner).items() if callable(value))
    original = vars(owner)[name]

    setattr(owner, name, len)
    setattr(owner, name, original)
    found = changes()

    assert len(found) == 1
    assert found[0][0].endswith("put back,")

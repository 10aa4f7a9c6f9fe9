"""Rules of noticing that torch or the builtins were changed."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from grader.child import tampering
from grader.isolation.protocol import MAX_TAMPERED


@pytest.fixture(autouse=True)
def _snapshot() -> Iterator[None]:
    """Remember everything before a test, and nothing after it."""
    tampering.take_snapshot()
    yield
    tampering._snapshot.clear()


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
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, reported: str
) -> None:
    """A function, method or class that is bound to something else is named."""
    monkeypatch.setattr(owner, name, lambda *_: None, raising=False)

    changed = tampering.changed()
    monkeypatch.undo()

    assert changed[0].startswith(reported)
    assert len(changed) <= 2


def test_a_deleted_name_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is gone was changed, too."""
    monkeypatch.delattr(torch, "relu")

    changed = tampering.changed()
    monkeypatch.undo()

    assert changed == ("torch.relu",)


def test_what_is_put_back_is_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that was replaced for a while, as simulated GPUs do, is not reported."""
    monkeypatch.setattr(torch, "relu", None)
    monkeypatch.undo()

    assert tampering.changed() == ()
    monkeypatch.setattr(torch, "relu", None)
    changed = tampering.changed()
    monkeypatch.undo()
    assert changed == ("torch.relu",)


def test_a_change_is_reported_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking once does not make a change forgotten."""
    monkeypatch.setattr(torch, "relu", None)

    answers = [tampering.changed() for _ in range(3)]
    monkeypatch.undo()

    assert answers == [("torch.relu",)] * 3


def test_new_names_are_no_tampering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lazy imports add names all the time."""
    monkeypatch.setattr(torch, "my_own_name", lambda: None, raising=False)
    monkeypatch.setattr(nn.Module, "my_own_name", lambda: None, raising=False)

    assert tampering.changed() == ()


def test_a_method_that_hides_an_inherited_one_is_reported() -> None:
    """A class's new name is tampering where it takes an inherited one's place."""
    assert "numpy" not in vars(torch.Tensor)
    torch.Tensor.numpy = None  # type: ignore[method-assign, assignment]
    changed = tampering.changed()
    del torch.Tensor.numpy

    assert changed == ("torch.Tensor.numpy",)
    assert tampering.changed() == ()


def test_what_is_only_shown_may_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Students redefine `print` and how tensors are shown; nothing is judged by it."""
    monkeypatch.setattr(builtins, "print", lambda *_: None)
    monkeypatch.setattr(torch.Tensor, "__repr__", lambda _: "a tensor")

    changed = tampering.changed()
    monkeypatch.undo()

    assert changed == ()


def test_a_report_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever replaces everything does not fill the reply."""
    for name in dir(F):
        if callable(getattr(F, name)) and not name.startswith("__"):
            monkeypatch.setattr(F, name, None)

    changed = tampering.changed()
    monkeypatch.undo()

    assert len(changed) == MAX_TAMPERED


@pytest.mark.parametrize("versions_work", [True, False])
def test_versions_only_save_time(
    monkeypatch: pytest.MonkeyPatch, versions_work: bool
) -> None:
    """Where dicts carry no version, every name is looked at instead."""
    monkeypatch.setattr(tampering, "_versions_work", versions_work)
    assert tampering.changed() == ()
    monkeypatch.setattr(torch, "relu", None)

    changed = tampering.changed()
    monkeypatch.undo()

    assert changed == ("torch.relu",)


def test_honest_use_changes_nothing() -> None:
    """Training, seeding and scopes of torch's own rebind nothing that is watched."""
    net = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
    with torch.random.fork_rng():
        torch.manual_seed(0)
        net(torch.ones(1, 2)).sum().backward()
    torch.set_default_dtype(torch.float64)
    assert tampering.changed() == ()
    torch.set_default_dtype(torch.float32)
    with torch.device("cpu"), torch.no_grad():
        net(torch.ones(1, 2))

    assert tampering.changed() == ()
    assert {"manual_seed", "Storage"} <= tampering.UNSTABLE

"""Labels of devices: they follow memory, and keep nothing alive."""

from __future__ import annotations

import copy
import gc
import pickle
import sys
import weakref
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from grader.devices import simulated_gpus
from grader.devices.explaining import ORIGIN, history_of
from grader.devices.labels import Label, label_of, placed_on


def storages() -> int:
    """Count the memory that Python knows of."""
    gc.collect()
    return sum(type(item) is torch.UntypedStorage for item in gc.get_objects())


SHARING: dict[str, Callable[[Tensor], Tensor]] = {
    "slice": lambda x: x[1:],
    "element": lambda x: x[0, 0],
    "transposed": lambda x: x.T,
    "view": lambda x: x.view(6),
    "expanded": lambda x: x.unsqueeze(0).expand(4, 2, 3),
    "diagonal": lambda x: x.diagonal(),
    "detached": lambda x: x.detach(),
    "data": lambda x: x.data,
    "parameter": nn.Parameter,
    "parameter of data": lambda x: nn.Parameter(x.data),
    "buffer": lambda x: nn.Buffer(x),
    "alias": lambda x: torch.as_tensor(x),
    "half of a chunk": lambda x: x.chunk(2)[1],
    "unbound": lambda x: x.unbind(1)[2],
    "strided": lambda x: x.as_strided((2,), (1,)),
    "set": lambda x: torch.empty(0, device=x.device).set_(x),  # type: ignore[call-overload]
    "of the storage": lambda x: x.new_empty(0).set_(x.untyped_storage()),
}


@pytest.mark.parametrize("share", SHARING.values(), ids=SHARING)
def test_what_shares_memory_is_on_one_device(share: Callable[[Tensor], Tensor]) -> None:
    """A view, `.data`, or a Parameter is where the memory is that it looks at."""
    with simulated_gpus(2):
        x = torch.ones(2, 3, device="cuda:1")
        shared = share(x)
        assert str(shared.device) == "cuda:1"
        assert shared.is_cuda
        assert shared.untyped_storage().data_ptr() == x.untyped_storage().data_ptr()


def test_base_of_a_view_is_where_the_view_is() -> None:
    """Memory that only a view still holds keeps its device."""
    with simulated_gpus(1):
        view = torch.ones(4, device="cuda")[1:]
        gc.collect()
        assert str(view.device) == "cuda:0"
        assert view._base is not None
        assert str(view._base.device) == "cuda:0"


def test_copies_keep_their_device() -> None:
    """A deep copy or a pickled tensor is where its original is, in its own memory."""
    with simulated_gpus(2):
        x = torch.ones(2, device="cuda:1")
        for twin in (copy.deepcopy(x), pickle.loads(pickle.dumps(x)), x.clone()):  # noqa: S301 - of our own
            assert str(twin.device) == "cuda:1"
            assert twin.data_ptr() != x.data_ptr()
        both = copy.deepcopy([x, x[0]])
        assert both[0].data_ptr() == both[1].data_ptr()


@pytest.mark.filterwarnings("ignore:Sparse CSR tensor support is in beta")
@pytest.mark.parametrize("layout", [torch.sparse_coo, torch.sparse_csr])
def test_sparse_tensors_and_their_parts_have_a_device(layout: torch.layout) -> None:
    """A sparse tensor has no memory of its own; its parts are where it is."""
    with simulated_gpus(2):
        made = torch.eye(3, device="cuda:1").to_sparse(layout=layout)
        twins = [made, made.clone(), made.t(), made.detach(), made * 2]
        assert {str(twin.device) for twin in twins} == {"cuda:1"}
        assert str(made.values().device) == "cuda:1"
        assert str(made.to("cuda:0").values().device) == "cuda:0"
        assert str(made.to_dense().device) == "cuda:1"
        assert pickle.loads(pickle.dumps(made)).device == made.device  # noqa: S301


def test_tensor_is_a_cpu_tensor_outside() -> None:
    """After the simulation a tensor is what it always was: one of the CPU."""
    with simulated_gpus(2):
        x = torch.ones(2, device="cuda:1", requires_grad=True)
        y = x * 2
    assert (y + torch.ones(2)).device.type == "cpu"
    torch.autograd.backward((y * torch.tensor([1.0, 2.0])).sum())
    assert x.grad is not None
    assert x.grad.tolist() == [2.0, 4.0]
    assert x.numpy(force=True).tolist() == [1.0, 1.0]
    assert "cuda" not in repr(x)
    assert not pickle.loads(pickle.dumps(x)).is_cuda  # noqa: S301 - of our own
    assert str(placed_on(x)) == "cuda:1"


def test_tensor_is_a_cpu_tensor_in_another_machine() -> None:
    """A label counts on its own machine alone."""
    with simulated_gpus(2):
        x = torch.ones(2, device="cuda:1")
    with simulated_gpus(2):
        assert str(x.device) == "cpu"
        assert str(x.to("cuda:1").device) == "cuda:1"
        with pytest.raises(RuntimeError, match="cuda:0 and cpu!"):
            x + torch.ones(2, device="cuda")


def train() -> None:
    """Do what makes many tensors: training, with an optimizer that has a state."""
    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1)).cuda()
    optimizer = torch.optim.Adam(net.parameters())
    for _ in range(3):
        optimizer.zero_grad()
        net(torch.ones(2, 3, device="cuda")).sum().backward()
        optimizer.step()


def refuse() -> None:
    """Be refused often, and keep none of the errors."""
    x, y = torch.ones(2, device="cuda"), torch.ones(2)
    for _ in range(5):
        with pytest.raises(RuntimeError, match="cuda:0 and cpu!"):
            x + y


def move() -> None:
    """Move to and fro, with gradients."""
    x = torch.ones(2, requires_grad=True)
    for device in ("cuda:0", "cuda:1", "cpu"):
        torch.autograd.backward((x.to(device) * 2).sum())


def differentiate_twice() -> None:
    """Make a graph of gradients."""
    x = torch.ones(2, device="cuda", requires_grad=True)
    (first,) = torch.autograd.grad((x**3).sum(), x, create_graph=True)
    torch.autograd.backward(first.sum())
    del first
    x.grad = None  # a tensor and its graph hold each other, also without simulation


@pytest.mark.rest
@pytest.mark.parametrize("act", [train, refuse, move, differentiate_twice])
def test_nothing_is_kept_alive(act: Callable[[], None]) -> None:
    """Memory is freed once no tensor of the user's needs it, in a simulation too."""
    with simulated_gpus(2):
        act()  # what torch itself makes once
        before = storages()
        for _ in range(3):
            act()
        assert storages() <= before


def test_tensor_dies_at_once() -> None:
    """No cycle keeps a tensor until the next collection."""
    with simulated_gpus(1):
        gc.collect()
        gc.disable()
        try:
            x = torch.ones(2, device="cuda", requires_grad=True)
            y = x.to("cpu") * torch.ones(2)
            dying: list[weakref.ref[Any]] = [weakref.ref(x), weakref.ref(y)]
            dying.append(weakref.ref(x.untyped_storage()))
            del x, y
            assert [ref() for ref in dying] == [None] * 3
        finally:
            gc.enable()


def test_note_and_history_keep_no_tensor() -> None:
    """An error that is kept holds text, not the tensors that it is about."""

    def caught() -> tuple[BaseException, weakref.ref[Tensor], weakref.ref[Tensor]]:
        x, y = torch.ones(2, device="cuda"), torch.ones(2)
        with pytest.raises(RuntimeError, match="cuda:0 and cpu!") as info:
            x + y
        # a traceback holds the frames that it went through, as any does
        return info.value.with_traceback(None), weakref.ref(x), weakref.ref(y)

    with simulated_gpus(1):
        error, *dying = caught()
        gc.collect()
        assert error.__notes__
        assert getattr(error, ORIGIN).line > 0
        assert [ref() for ref in dying] == [None, None]


def test_machine_dies_with_its_last_tensor() -> None:
    """A closed machine is kept by labels alone, and these by their memory."""
    with simulated_gpus(1):
        x = torch.ones(2, device="cuda")
        label = label_of(x)
        assert label is not None
        machine = weakref.ref(label.machine)
        torch.cuda.manual_seed(0)
    del label
    gc.collect()
    assert machine() is not None
    del x
    gc.collect()
    assert machine() is None


def test_label_is_found_without_making_one() -> None:
    """Asking for the device of a tensor from before leaves no label on it."""
    x = torch.ones(2)
    with simulated_gpus(1):
        assert x.device.type == "cpu"
        assert not x.is_cuda
    assert label_of(x) is None
    assert sys.getrefcount(x) == 2


def test_history_names_name_and_line() -> None:
    """What a line made beside a tensor on a GPU is told in a sentence."""

    def forward(X: Tensor) -> Tensor:
        Y = torch.zeros(2)
        return Y if X.is_cuda else X

    with simulated_gpus(1):
        found = history_of(forward(torch.ones(2, device="cuda")))
    line = forward.__code__.co_firstlineno + 1
    assert found is not None
    assert found[0] == (
        f"`Y` was made on the CPU at line {line} while `X` is on cuda:0; make it with "
        "`X.new_zeros(...)` or `device=X.device`"
    )
    assert found[1].line == line
    assert history_of(torch.ones(2)) is None


def test_label_is_not_pickled() -> None:
    """What is saved says a device by its name, and nothing of the simulation."""
    with simulated_gpus(1):
        data: Any = pickle.dumps(torch.ones(2, device="cuda"))
    assert b"cuda:0" in data
    assert Label.__module__.encode() not in data

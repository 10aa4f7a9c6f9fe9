"""Scattering, gathering and data parallelism over simulated GPUs."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.cuda.comm
from torch import Tensor, nn
from torch.nn.parallel import data_parallel, gather, parallel_apply, replicate, scatter
from torch.utils.data import DataLoader, TensorDataset

from grader.devices import simulated_gpus

comm: Any = torch.cuda.comm  # it has no types


def places(tensors: Any) -> list[str]:
    """The devices of some tensors."""
    return [str(tensor.device) for tensor in tensors]


def values(tensors: Any) -> list[Any]:
    """The values of some tensors."""
    return [tensor.tolist() for tensor in tensors]


class Net(nn.Module):
    """A net that notes what each replica saw."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 2)
        self.seen: list[tuple[str, str, int, int]] = []

    def forward(self, x: Tensor) -> Tensor:
        """Note where this runs, and apply the layer."""
        here = torch.cuda.current_device()
        weight = self.linear.weight
        self.seen.append((str(x.device), str(weight.device), len(x), here))
        y: Tensor = self.linear(x)
        return y


@pytest.mark.parametrize("source", ["cpu", "cuda:0", "cuda:1"])
def test_scatter_splits_as_chunk_does(source: str) -> None:
    """The pieces have the sizes of `torch.chunk`, and are on the GPUs in order."""
    with simulated_gpus(3):
        pieces = comm.scatter(torch.arange(5.0, device=source), [0, 1, 2])
        assert places(pieces) == ["cuda:0", "cuda:1", "cuda:2"]
        assert values(pieces) == [[0, 1], [2, 3], [4]]


def test_scatter_takes_sizes_a_dimension_and_places() -> None:
    """Sizes and dimension can be given, or the tensors to fill."""
    with simulated_gpus(2):
        columns = comm.scatter(torch.arange(8.0).view(2, 4), [1, 0], [1, 3], dim=1)
        assert places(columns) == ["cuda:1", "cuda:0"]
        assert values(columns) == [[[0], [4]], [[1, 2, 3], [5, 6, 7]]]
        out = [torch.empty(2, device="cuda:0"), torch.empty(1, device="cuda:1")]
        comm.scatter(torch.arange(3.0), out=out)
        assert values(out) == [[0, 1], [2]]


def test_gather_joins_in_order_at_its_destination() -> None:
    """What is gathered is in order, on the GPU asked for, the current or the CPU."""
    with simulated_gpus(2):
        pieces = comm.scatter(torch.arange(3.0), [0, 1])
        gathered = [comm.gather(pieces, destination=to) for to in (1, None, "cpu")]
        out = torch.empty(3)
        comm.gather(pieces, out=out)
        assert places(gathered) == ["cuda:1", "cuda:0", "cpu"]
        assert values([*gathered, out]) == [[0, 1, 2]] * 4


def test_broadcast_copies_to_each_gpu() -> None:
    """Each GPU gets the values; where they were, the tensor itself stays."""
    with simulated_gpus(2):
        source = torch.arange(3.0, device="cuda:0")
        copies = comm.broadcast(source, [0, 1])
        assert places(copies) == ["cuda:0", "cuda:1"]
        assert copies[0] is source
        copies[1].zero_()
        assert values(copies) == [[0, 1, 2], [0, 0, 0]]
        out = [torch.empty(3, device="cuda:1")]
        comm.broadcast(source, out=out)
        assert values(out) == [[0, 1, 2]]


def test_coalesced_tensors_go_over_together() -> None:
    """Several tensors are copied, and summed, each for itself."""
    with simulated_gpus(2):
        here = [torch.ones(2, device="cuda:0"), torch.ones(3, device="cuda:0")]
        rows = comm.broadcast_coalesced(here, [0, 1])
        assert [places(row) for row in rows] == [["cuda:0"] * 2, ["cuda:1"] * 2]
        sums = comm.reduce_add_coalesced(rows, 1)
        assert places(sums) == ["cuda:1"] * 2
        assert values(sums) == [[2, 2], [2, 2, 2]]


def test_reduce_add_sums_on_its_destination() -> None:
    """The sum of tensors of all GPUs is on the one asked for."""
    with simulated_gpus(2):
        parts = [torch.ones(2, device="cuda:0"), torch.ones(2, device="cuda:1")]
        total = comm.reduce_add(parts, destination=1)
        assert (str(total.device), total.tolist()) == ("cuda:1", [2, 2])


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: comm.gather([]), "Expected at least one tensor to gather from"),
        (
            lambda: comm.gather([torch.ones(1)]),
            "Expected all input tensors to be CUDA tensors, but tensor at index 0 has "
            "device cpu",
        ),
        (
            lambda: comm.gather(
                [torch.ones(1, 2, device="cuda"), torch.ones(1, 3, device="cuda")]
            ),
            r"tensor at index 1 has invalid shape \[1, 3\], but expected \[1, 2\]",
        ),
        (
            lambda: comm.gather(
                [torch.ones(1, 2, device="cuda"), torch.ones(2, device="cuda")]
            ),
            "Expected all input tensors to have the same number of dimensions",
        ),
        (lambda: comm.scatter(torch.ones(2), []), "Expected at least one device"),
        (
            lambda: comm.scatter(torch.ones(2), [0, 1], [2]),
            r"len\(devices\) = 2 and len\(chunk_sizes\) = 1",
        ),
        (lambda: comm.scatter(torch.ones(2), [0, 2]), "invalid device ordinal"),
        (lambda: comm.scatter(torch.ones(2), [-1]), "non-negative device index"),
        (
            lambda: comm.broadcast_coalesced([torch.ones(1, device="cuda:1")], [0, 1]),
            r"All tensors must be on devices\[0\]: 0",
        ),
        (
            lambda: comm.broadcast(torch.ones(1), out=[torch.ones(1)]),
            "Expected all output tensors to be CUDA tensors, but output tensor at "
            "index 0 has device 'cpu'",
        ),
        (
            lambda: comm.reduce_add([torch.ones(1, device="cuda:0")], 1),
            "reduce_add expects destination to be on the same GPU",
        ),
    ],
)
def test_what_cannot_be_collected_is_refused(
    ask: Callable[[], Any], words: str
) -> None:
    """What CUDA does not scatter, gather or broadcast is refused in its words."""
    with simulated_gpus(2), pytest.raises(RuntimeError, match=words):
        ask()


def test_gradients_pass_scatter_and_gather() -> None:
    """What was scattered and gathered still belongs to the graph it came from."""
    with simulated_gpus(2):
        x = torch.arange(4.0, device="cuda:0", requires_grad=True)
        pieces = scatter(x, [0, 1])
        weighted = [piece * (number + 1) for number, piece in enumerate(pieces)]
        gather(weighted, 1).sum().backward()
        assert x.grad is not None
        assert (str(x.grad.device), x.grad.tolist()) == ("cuda:0", [1, 1, 2, 2])


def test_replicas_are_on_their_gpus_and_reach_the_original() -> None:
    """Each replica lives on its GPU; its gradients come back to the module."""
    with simulated_gpus(2):
        net = Net().cuda()
        replicas = replicate(net, [0, 1])
        assert places(replica.linear.weight for replica in replicas) == [
            "cuda:0",
            "cuda:1",
        ]
        inputs = [torch.ones(1, 4, device="cuda:0"), torch.ones(1, 4, device="cuda:1")]
        outputs = parallel_apply(replicas, inputs)
        assert places(outputs) == ["cuda:0", "cuda:1"]
        gather(outputs, 0).sum().backward()
        assert net.linear.bias.grad is not None
        assert net.linear.bias.grad.tolist() == [2, 2]


def test_data_parallel_gives_what_one_gpu_gives() -> None:
    """Results and gradients are those of the module alone; each GPU did its share."""
    with simulated_gpus(2):
        net = Net().cuda()
        alone = copy.deepcopy(net)
        x = torch.randn(5, 4)
        parallel = nn.DataParallel(net)
        output = parallel(x)
        output.square().sum().backward()
        expected = alone(x.cuda())
        expected.square().sum().backward()

        assert str(output.device) == "cuda:0"
        torch.testing.assert_close(output, expected)
        torch.testing.assert_close(net.linear.weight.grad, alone.linear.weight.grad)
        assert sorted(net.seen) == [
            ("cuda:0", "cuda:0", 3, 0),
            ("cuda:1", "cuda:1", 2, 1),
        ]


def test_data_parallel_takes_other_devices_and_few_rows() -> None:
    """One row goes to one GPU, and the result to the one asked for."""
    with simulated_gpus(3):
        net = Net().to("cuda:1")
        one_row = nn.DataParallel(net, device_ids=[1, 2], output_device=2)(
            torch.ones(1, 4)
        )
        function = data_parallel(net, torch.ones(4, 4), [1, 0], output_device=0)
        assert places([one_row, function]) == ["cuda:2", "cuda:0"]


def test_data_parallel_refuses_a_module_elsewhere() -> None:
    """A module that is not on the first of the GPUs is refused in torch's words."""
    with simulated_gpus(2):
        parallel = nn.DataParallel(Net().to("cuda:1"))
        words = r"on device cuda:0 \(device_ids\[0\]\) but found one .* cuda:1"
        with pytest.raises(RuntimeError, match=words):
            parallel(torch.ones(2, 4))


def test_an_error_in_a_replica_is_told() -> None:
    """What goes wrong in one replica comes out, and says in which."""
    with simulated_gpus(2):
        parallel = nn.DataParallel(Net().cuda())
        with pytest.raises(RuntimeError, match="Caught RuntimeError in replica 0 on"):
            parallel(torch.ones(2, 3))


def test_machines_of_other_sizes_follow_each_other() -> None:
    """Torch keeps nothing of an earlier machine that a later one would use."""
    for count in (2, 4, 1):
        with simulated_gpus(count):
            pieces = scatter(torch.ones(4, 1), list(range(count)))
            assert len(pieces) == count


def test_without_a_gpu_data_parallel_is_the_module() -> None:
    """On a machine without a GPU it runs the module, on the CPU."""
    with simulated_gpus(0):
        output = nn.DataParallel(nn.Linear(2, 1))(torch.ones(3, 2))
        assert str(output.device) == "cpu"


@pytest.mark.parametrize("workers", [0, 1])
def test_a_loader_pins_memory(workers: int) -> None:
    """Batches of a loader that pins are pinned, on the CPU, and can be moved."""
    data = TensorDataset(torch.arange(4.0))
    with simulated_gpus(1):
        loader = DataLoader(data, batch_size=2, pin_memory=True, num_workers=workers)
        batches = [batch for (batch,) in loader]
        assert all(batch.is_pinned() for batch in batches)
        assert places(batches) == ["cpu", "cpu"]
        moved = [batch.to("cuda", non_blocking=True) for batch in batches]
        assert values(moved) == [[0, 1], [2, 3]]

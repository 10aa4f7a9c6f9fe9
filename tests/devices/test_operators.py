"""Where the results of operators are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils import rnn

from grader.devices import simulated_gpus

Compute = Callable[..., Any]
F: Any = nn.functional  # losses take more than their types say
GPU = "cuda:1"


def tensors_of(result: Any) -> Iterator[Tensor]:
    """All tensors in a result."""
    if isinstance(result, Tensor):
        yield result
    elif isinstance(result, nn.Module):
        yield from tensors_of([*result.parameters(), *result.buffers()])
    elif isinstance(result, list | tuple):
        for item in result:
            yield from tensors_of(item)


def places(result: Any) -> set[str]:
    """The devices of all tensors in a result."""
    return {str(tensor.device) for tensor in tensors_of(result)}


def square(device: str) -> Tensor:
    """A matrix that all the functions below can take, with a gradient."""
    made = torch.tensor([[0.2, 0.5, 0.1], [0.3, 0.4, 0.9], [0.7, 0.6, 0.8]])
    return made.to(device).requires_grad_()


ONE_DEVICE: dict[str, Compute] = {
    "arithmetic": lambda x: [x + 1, 1 - x, x @ x, x / x, x**2, 2**x, -x, abs(x)],
    "comparing": lambda x: [x > 0, x == x, (x == x).all(), x.isnan(), x.max() < 1],
    "reducing": lambda x: [x.sum(), x.mean(0), x.std(), x.norm(), x.prod(), x.max(1)],
    "sorting": lambda x: [x.sort(), x.topk(2), x.argsort(), x.median()],
    "counting": lambda x: [x.nonzero(), x.argmax(), x.detach().unique()],
    "shaping": lambda x: [x.T, x[0], x.view(9), x.unbind(), x.split(2), x.repeat(2, 1)],
    "joining": lambda x: [torch.cat([x, x]), torch.stack([x, x]), torch.hstack([x, x])],
    "iterating": lambda x: [list(x), sum(x), [*zip(x, x, strict=True)]],
    "indexing": lambda x: [x[x > 0], x[[0, 1]], x[..., None], x.diagonal(), x.tril()],
    "choosing": lambda x: [
        torch.where(x > 0, x, 0),
        x.clamp(0, 1),
        x.masked_fill(x > 0, 0),
    ],
    "products": lambda x: [torch.einsum("ij,jk", x, x), torch.outer(x[0], x[0])],
    "algebra": lambda x: [
        torch.linalg.inv(x),
        torch.linalg.svd(x),
        torch.linalg.det(x),
    ],
    "complex": lambda x: [
        torch.fft.rfft(x),
        torch.complex(x, x).abs(),
        torch.polar(x, x),
    ],
    "converting": lambda x: [x.half(), x.long(), x.bool(), x.to(torch.float64).float()],
    "grids": lambda x: [torch.meshgrid(x[0], x[1], indexing="ij"), torch.cdist(x, x)],
    "chance": lambda x: [
        torch.bernoulli(x),
        torch.multinomial(x.detach(), 2),
        F.dropout(x),
    ],
    "activations": lambda x: [F.relu(x), x.softmax(1), F.gelu(x), F.gumbel_softmax(x)],
    "one_hot": lambda x: [F.one_hot(x.argmax(1)), F.one_hot(x.argmax(1), 4).float()],
    "losses": lambda x: [
        F.cross_entropy(x, x.argmax(1), label_smoothing=0.1),
        F.mse_loss(x, x),
        F.binary_cross_entropy_with_logits(x, x, pos_weight=x[0].detach()),
        F.ctc_loss(x.log_softmax(1)[:, None], x.argmax(1)[None, :1] + 1, (3,), (1,)),
        F.cosine_embedding_loss(x, x, x[0].sign()),
        F.gaussian_nll_loss(x, x, x),
    ],
    "images": lambda x: [
        F.max_pool2d(x[None, None], 2, return_indices=True),
        F.interpolate(x[None, None], scale_factor=2, mode="bilinear"),
        F.pad(x, (1, 1)),
        F.unfold(x[None, None], 2),
        F.grid_sample(
            x[None, None], x[None, :, :, None] + x[0, :2], align_corners=True
        ),
        F.affine_grid(x[None, :2], [1, 1, 2, 2], align_corners=True),
    ],
    "embedding": lambda x: [
        F.embedding(x.argmax(1), x.detach(), padding_idx=0, max_norm=1.0),
        F.embedding_bag(x.argmax(1)[None], x),
    ],
    "norms": lambda x: [
        F.layer_norm(x, (3,)),
        F.batch_norm(x, None, None, training=True),
    ],
    "attention": lambda x: F.scaled_dot_product_attention(x, x, x, is_causal=True),
    "many at once": lambda x: [
        torch._foreach_add([x, x], 1.0),
        torch._foreach_norm([x]),
    ],
}
each_family = pytest.mark.parametrize("compute", ONE_DEVICE.values(), ids=ONE_DEVICE)
contexts = pytest.mark.parametrize(
    "context", [torch.enable_grad, torch.no_grad, torch.inference_mode]
)


@each_family
@contexts
def test_results_are_where_their_operands_are(compute: Compute, context: Any) -> None:
    """What is computed of tensors on a GPU is on it, with and without gradients."""
    with simulated_gpus(2):
        x = square(GPU)
        with context():
            assert places(compute(x)) == {GPU}
            assert places(compute(square("cpu"))) == {"cpu"}


@each_family
def test_gradients_are_where_their_tensors_are(compute: Compute) -> None:
    """Going back through any of these operators stays on the GPU."""
    with simulated_gpus(2):
        x = square(GPU)
        results = [y for y in tensors_of(compute(x)) if y.requires_grad]
        if results:
            sum(y.abs().sum() for y in results).backward()  # type: ignore[union-attr]
            assert places(x.grad) == {GPU}


@each_family
def test_values_are_those_of_the_cpu(compute: Compute) -> None:
    """The same seed gives the same numbers, whatever device a tensor is on."""
    torch.manual_seed(0)
    expected = list(tensors_of(compute(square("cpu"))))
    with simulated_gpus(2):
        torch.manual_seed(0)
        found = list(tensors_of(compute(square(GPU))))
        for one, other in zip(found, expected, strict=True):
            torch.testing.assert_close(one.cpu(), other, rtol=0, atol=0, equal_nan=True)


LAYERS: list[tuple[nn.Module, tuple[int, ...]]] = [
    (nn.Linear(3, 2), (4, 3)),
    (nn.Conv2d(1, 2, 3, padding="same"), (2, 1, 4, 4)),
    (nn.ConvTranspose2d(1, 2, 2), (2, 1, 4, 4)),
    (nn.BatchNorm2d(1, momentum=None), (2, 1, 4, 4)),
    (nn.InstanceNorm1d(2, affine=True, track_running_stats=True), (2, 2, 4)),
    (nn.RNN(3, 2), (4, 2, 3)),
    (nn.GRU(3, 2, 2, bidirectional=True, dropout=0.1), (4, 2, 3)),
    (nn.LSTM(3, 2, batch_first=True), (4, 2, 3)),
    (nn.LSTMCell(3, 2), (4, 3)),
    (nn.TransformerEncoderLayer(4, 2, 8), (3, 2, 4)),
    (nn.utils.parametrizations.weight_norm(nn.Linear(3, 2)), (4, 3)),
    (nn.utils.parametrizations.spectral_norm(nn.Linear(3, 2)), (4, 3)),
]


@pytest.mark.parametrize(("layer", "shape"), LAYERS, ids=lambda of: type(of).__name__)
@contexts
def test_layers_compute_on_their_device(
    layer: nn.Module, shape: tuple[int, ...], context: Any
) -> None:
    """A layer makes nothing elsewhere: outputs, hidden states, running statistics."""
    with simulated_gpus(2):
        layer.to(GPU)
        with context():
            assert places(layer(torch.ones(shape, device=GPU))) == {GPU}
            assert places(layer.eval()(torch.ones(shape, device=GPU))) == {GPU}
        assert places(layer) == {GPU}
        layer.cpu().train()


CHANGES: list[Compute] = [
    lambda x, y: x.copy_(y),
    lambda x, y: x.fill_(y.sum()),
    lambda x, y: x.normal_(),
    lambda x, y: x.__setitem__(0, y[0]),
    lambda x, y: x.__setitem__(slice(1), y[:1]),
    lambda x, y: x.__setitem__((0, 1), y[0, 0]),
    lambda x, y: x.__setitem__(torch.tensor([0]), 2.0),
    lambda x, y: x.__setitem__(x > 0, y.sum()),
    lambda x, y: x.view(-1).zero_(),
    lambda x, y: torch.exp(x.clone(), out=x),
    lambda x, y: nn.init.orthogonal_(x),
    lambda x, y: torch._foreach_mul_([x], 2.0),
    lambda x, y: torch._foreach_copy_([x], [y]),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("device", "other"), [(GPU, "cpu"), ("cpu", GPU)])
def test_tensor_that_is_changed_stays_where_it_is(
    change: Compute, device: str, other: str
) -> None:
    """In place, by index, by `out=`: values come from anywhere, memory stays."""
    with simulated_gpus(2):
        x = torch.ones(2, 2, device=device)
        memory = x.data_ptr()
        change(x, torch.ones(2, 2, device=other))
        assert (str(x.device), x.data_ptr()) == (device, memory)


def test_each_of_many_stays_on_its_device() -> None:
    """A foreach operator may go over tensors of several devices."""
    with simulated_gpus(2):
        xs = [torch.ones(2, device=device) for device in ("cuda:0", GPU, "cpu")]
        made = torch._foreach_add(xs, xs)
        assert [str(x.device) for x in made] == ["cuda:0", GPU, "cpu"]


def test_lengths_of_packed_sequences_are_on_the_cpu() -> None:
    """As torch keeps them: batch sizes and lengths there, data and order on the GPU."""
    with simulated_gpus(2):
        x = torch.ones(2, 3, 1, device=GPU)
        packed = rnn.pack_padded_sequence(
            x, torch.tensor([1, 3]), batch_first=True, enforce_sorted=False
        )
        assert places(packed.batch_sizes) == {"cpu"}
        assert places([packed.data, packed.sorted_indices]) == {GPU}
        padded, lengths = rnn.pad_packed_sequence(packed, batch_first=True)
        assert places(padded) == {GPU}
        assert places(lengths) == {"cpu"}
        assert places(rnn.pad_sequence([torch.ones(1), x[0, 0]])) == {"cpu"}


def test_encoder_takes_its_fast_path() -> None:
    """In evaluation masked places are zero, as outside: the same path is taken."""
    layer = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True)
    net = nn.TransformerEncoder(layer, 1).eval()
    x, mask = torch.rand(2, 3, 4), torch.tensor([[False] * 3, [False, True, True]])
    with torch.no_grad(), pytest.warns(UserWarning, match="nested tensors"):
        expected = net(x, src_key_padding_mask=mask)
    with torch.no_grad(), simulated_gpus(2):
        found = net.to(GPU)(x.to(GPU), src_key_padding_mask=mask.to(GPU))
        assert places(found) == {GPU}
        assert torch.equal(found.cpu(), expected)


@pytest.mark.parametrize(
    ("compute", "kernel"),
    [
        (lambda x: x @ x, "addmm_cuda"),
        (lambda x: F.linear(x, x, x[0]), "addmm_cuda"),
        (lambda x: x[None] @ x[None], "baddbmm_cuda"),
        (lambda x: x @ x[0], "addmv_impl_cuda"),
        (lambda x: x[0] @ x[0], "dot"),
        (lambda x: torch.vdot(x[0], x[0]), "dot"),
        (lambda x: F.max_pool2d(x[None], 2), "max_pool2d_with_indices_out_cuda_frame"),
    ],
)
def test_products_of_integers_are_refused_on_a_gpu(
    compute: Compute, kernel: str
) -> None:
    """CUDA multiplies no integer matrices; the CPU does."""
    with simulated_gpus(1):
        x = torch.ones(2, 2, dtype=torch.int64)
        compute(x)
        words = f"\"{kernel}\" not implemented for 'Long'"
        with pytest.raises(NotImplementedError, match=words):
            compute(x.cuda())


def test_operator_of_others_is_judged_too() -> None:
    """A custom operator is refused mixed devices, and its result has a device."""

    @torch.library.custom_op("simulated_gpus_test::join", mutates_args=())
    def join(x: Tensor, y: Tensor) -> Tensor:
        return torch.cat([x, y])

    with simulated_gpus(2):
        x, y = torch.ones(2, device=GPU), torch.ones(2)
        assert places(join(x, x)) == {GPU}
        with pytest.raises(RuntimeError, match="cuda:1 and cpu!"):
            join(x, y)

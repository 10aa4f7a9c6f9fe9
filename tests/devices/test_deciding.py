"""Mixed devices: what is refused, in which words, and what is not refused.

Source: the words were said by the CUDA build of torch 2.13 itself; where they stand in
its sources is told by `grader.devices.refusals`, or here.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn.utils import rnn

from grader.devices import simulated_gpus
from grader.devices.explaining import ORIGIN

Act = Callable[[SimpleNamespace], Any]
F: Any = nn.functional
TWO = "Expected all tensors to be on the same device, but found at least two devices, "
NUMBERS = "Trying to pass too many CPU scalars to non-CPU kernel!"


def got(argument: str, method: str, device: str = "cpu", common: str = "cuda:0") -> str:
    """The words of a wrapper. Source: ATen/core/op_registration/adaption.cpp."""
    return (
        f"Expected all tensors to be on the same device, but got {argument} is on "
        f"{device}, different from other tensors on {common} (when checking argument "
        f"in method wrapper_CUDA_{method})"
    )


def got_gpu(argument: str, method: str) -> str:
    """The words for a tensor on a GPU among those of the CPU."""
    return got(argument, method, "cuda:0", "cpu")


def tensors() -> SimpleNamespace:
    """Tensors on the CPU (c), cuda:0 (g) and cuda:1 (h).

    Vectors, matrices (m), images (x), sequences (t), numbers (s), indices (i),
    masks (b) and classes (k).
    """
    made: dict[str, torch.Tensor] = {
        "": torch.tensor([0.2, 0.3, 0.5]),
        "m": torch.eye(3) + 0.1,
        "x": torch.ones(2, 3, 8, 8),
        "t": torch.ones(2, 5, 4),
        "s": torch.tensor(2.0),
        "i": torch.tensor([0, 2]),
        "b": torch.tensor([True, False, True]),
        "k": torch.tensor([0, 1, 2]),
    }
    places = {"c": "cpu", "g": "cuda:0", "h": "cuda:1"}
    return SimpleNamespace(
        **{
            letter + name: x.to(place, copy=True)
            for letter, place in places.items()
            for name, x in made.items()
        }
    )


# TensorIterator names the first GPU first. Source: ATen/TensorIterator.cpp.
ITERATED: list[tuple[Act, str]] = [
    (lambda t: t.g + t.c, TWO + "cuda:0 and cpu!"),
    (lambda t: t.c + t.g, TWO + "cuda:0 and cpu!"),
    (lambda t: t.c - t.h, TWO + "cuda:1 and cpu!"),
    (lambda t: t.g * t.h, TWO + "cuda:0 and cuda:1!"),
    (lambda t: t.h * t.g, TWO + "cuda:1 and cuda:0!"),
    (lambda t: t.g + t.hs, TWO + "cuda:0 and cuda:1!"),
    (lambda t: t.gs + t.hs, TWO + "cuda:0 and cuda:1!"),
    (lambda t: t.c + t.gs, TWO + "cuda:0 and cpu!"),
    (lambda t: t.c.add_(t.g), TWO + "cuda:0 and cpu!"),
    (lambda t: t.g.add_(t.c), TWO + "cuda:0 and cpu!"),
    (lambda t: t.cs.add_(t.gs), TWO + "cuda:0 and cpu!"),
    (lambda t: torch.add(t.g, t.g, out=t.c), TWO + "cuda:0 and cpu!"),
    (lambda t: torch.rsub(t.g, t.h), TWO + "cuda:1 and cuda:0!"),
    (lambda t: t.g > t.c, TWO + "cuda:0 and cpu!"),
    (lambda t: torch.where(t.cb, t.g, t.g), TWO + "cuda:0 and cpu!"),
    (lambda t: torch.where(t.gb, t.g, t.c), TWO + "cuda:0 and cpu!"),
    (lambda t: torch.lerp(t.g, t.g, t.c), TWO + "cuda:0 and cpu!"),
    (lambda t: torch.addcdiv(t.g, t.g, t.cs), TWO + "cuda:0 and cpu!"),
    (lambda t: F.mse_loss(t.g, t.c), TWO + "cuda:0 and cpu!"),
    (lambda t: F.binary_cross_entropy(t.g, t.c), TWO + "cuda:0 and cpu!"),
    (lambda t: torch._foreach_add([t.g], [t.c]), TWO + "cuda:0 and cpu!"),
    (lambda t: torch._foreach_add([t.c, t.g], [t.c, t.c]), TWO + "cuda:0 and cpu!"),
    (lambda t: t.g.index_put((t.gi,), t.c[:2]), TWO + "cuda:0 and cpu!"),
    (lambda t: torch.addcmul(t.g, t.cs, t.cs), TWO + "cuda:0 and cpu!"),
    (lambda t: torch.addcmul(t.gs, t.cs, t.gs), TWO + "cuda:0 and cpu!"),
]
# The wrapper compares with the first operand; `out=` comes before all others.
CHECKED: list[tuple[Act, str]] = [
    (lambda t: t.gm @ t.cm, got("mat2", "mm")),
    (lambda t: t.cm @ t.gm, got_gpu("mat2", "mm")),
    (lambda t: t.gm @ t.hm, got("mat2", "mm", "cuda:1")),
    (lambda t: t.gm @ t.c, got_gpu("mat", "addmv_")),
    (lambda t: t.g @ t.c, got("tensor", "_dot")),
    (lambda t: torch.mm(t.gm, t.gm, out=t.cm), got_gpu("self", "mm_out_out")),
    (lambda t: F.linear(t.c, t.gm), got_gpu("mat2", "mm")),
    (lambda t: F.linear(t.cm, t.gm, t.g), got("mat1", "addmm")),
    (lambda t: nn.Linear(3, 2)(t.g), got_gpu("mat1", "addmm")),
    (lambda t: nn.Linear(3, 2).cuda()(t.c), got("mat1", "addmm")),
    (lambda t: torch.cat([t.g, t.c]), got("tensors", "cat")),
    (lambda t: torch.stack([t.c, t.g]), got_gpu("tensors", "cat")),
    (lambda t: torch.cat([t.g, t.h]), got("tensors", "cat", "cuda:1")),
    (lambda t: t.g.gather(0, t.ci), got("index", "gather")),
    (lambda t: t.g.scatter(0, t.gi, t.c), got("src", "scatter_src")),
    (lambda t: t.g.index_select(0, t.ci), got("index", "_index_select")),
    (lambda t: t.g.masked_select(t.cb), got("mask", "_masked_select")),
    (lambda t: t.g.masked_scatter(t.gb, t.c), got("source", "_masked_scatter_")),
    (lambda t: t.g.clamp(min=t.cs), got("min", "clamp_Tensor")),
    (lambda t: F.embedding(t.ck, t.gm), got("index", "_index_select")),
    (lambda t: F.embedding(t.gk, t.cm), got_gpu("index", "_index_select")),
    (lambda t: F.cross_entropy(t.gm, t.ck), got("target", "nll_loss_forward")),
    (
        lambda t: F.cross_entropy(t.gm, t.gk, weight=t.c),
        got("weight", "nll_loss_forward"),
    ),
    (lambda t: F.layer_norm(t.gm, (3,), t.c), got("weight", "_native_layer_norm")),
    (lambda t: F.rms_norm(t.gm, (3,), t.c), got("weight", "__fused_rms_norm")),
    (lambda t: nn.BatchNorm1d(3)(t.gm), got("weight", "_native_batch_norm")),
    (lambda t: nn.BatchNorm2d(3)(t.gx), got("weight", "_cudnn_batch_norm")),
    (
        lambda t: F.batch_norm(t.gx, t.c, t.c),
        got("running_mean", "_native_batch_norm"),
    ),
    (lambda t: torch.equal(t.g, t.c), got("other", "_equal")),
    (lambda t: torch.linalg.solve(t.gm, t.c), got("B", "_linalg_solve_ex")),
    (lambda t: torch.isin(t.gk, t.ck), got("test_elements", "isin_Tensor_Tensor")),
    (lambda t: nn.GRUCell(4, 3)(t.gt[0]), got("mat2", "mm")),
    (lambda t: nn.GRUCell(4, 3).cuda()(t.ct[0]), got("mat1", "addmm")),
    (
        lambda t: nn.GRU(4, 3).cuda()(rnn.pack_sequence([t.ct[0]])),
        got("mat1", "addmm"),
    ),
]
# Who compares for himself.
OWN: list[tuple[Act, str]] = [
    (
        lambda t: t.c[t.gi],
        "indices should be either on cpu or on the same device as the indexed tensor "
        "(cpu)",
    ),
    (
        lambda t: t.g[t.hi],
        "indices should be either on cpu or on the same device as the indexed tensor "
        "(cuda:0)",
    ),
    (
        lambda t: t.g.masked_fill(t.cb, 0.0),
        "expected self and mask to be on the same device, but got mask on cpu and self "
        "on cuda:0",
    ),
    (
        lambda t: t.c.masked_fill(t.cb, t.gs),
        "masked_fill_: Expected inputs to be on same device",
    ),
    (
        lambda t: t.g.index_put_((t.gi,), t.c[:2], accumulate=True),
        "expected device cuda:0 but got device cpu for value tensor",
    ),
    (
        lambda t: torch.sum(t.gm, 0, out=t.c),
        "Expected out tensor to have device cuda:0, but got cpu instead",
    ),
    (
        lambda t: torch.max(t.gm, 0, out=(t.g, t.ck)),
        "Expected out tensor to have device cuda:0, but got cpu instead",
    ),
    (
        lambda t: torch.sum(t.cm, 0, out=t.g),
        "CUDAGuardImpl initialized with non-CUDA DeviceType: cpu",
    ),
    (
        lambda t: F.scaled_dot_product_attention(t.gt, t.ct, t.gt),
        "Expected query, key, and value to have the same device type, but got "
        "query.device: cuda:0 key.device: cpu and value.device: cuda:0 instead.",
    ),
    (
        lambda t: torch.meshgrid(t.g, t.c, indexing="ij"),
        "meshgrid expects all tensors to have the same device",
    ),
    (
        lambda t: torch.cartesian_prod(t.g, t.c),
        "meshgrid expects all tensors to have the same device",
    ),
    (
        lambda t: vars(torch)["block_diag"](t.gm, t.cm),  # it has no types
        "torch.block_diag: input tensors must all be on the same device. Input 0 is on "
        "device cuda:0 and input 1 is on device cpu",
    ),
    (
        lambda t: torch.linalg.multi_dot([t.gm, t.gm, t.cm]),
        "multi_dot(): all tensors must be on the same device but tensor 0 is on cuda:0 "
        "and tensor 2 on cpu",
    ),
    (
        lambda t: torch.inner(t.g, t.c),
        "Expected tensor to have cuda DeviceType, but got tensor with cpu DeviceType "
        "(while checking arguments for inner())",
    ),
    (
        lambda t: torch.gradient(t.g, spacing=(t.c,)),
        "torch.gradient expected each tensor to be on the same device, but got devices "
        "cuda:0 and cpu!",
    ),
    (
        lambda t: torch.quantile(t.g, t.c),
        "quantile() q tensor must be on the same device as the input tensor",
    ),
    (
        lambda t: t.g.take_along_dim(t.ci, 0),
        "Expected tensor to have cuda:0 Device, but got tensor with cpu Device (while "
        "checking arguments for torch.take_along_dim():)",
    ),
    (
        lambda t: t.g.tensor_split(t.gi),
        "tensor_split expected tensor_indices_or_sections to be on cpu, but it's on "
        "cuda:0",
    ),
    (
        lambda t: torch.cholesky_solve(t.gm, t.cm),
        "Expected b and A to be on the same device, but found b on cuda:0 and A on cpu "
        "instead.",
    ),
    (
        lambda t: torch.stft(t.g.repeat(9), 4, window=torch.ones(4)),
        "stft input and window must be on the same device but got self on cuda:0 and "
        "window on cpu",
    ),
    (
        lambda t: rnn.pack_padded_sequence(t.ct, t.gi + 3),
        "'lengths' argument should be a 1D CPU int64 tensor, but got 1D cuda:0 Long "
        "tensor",
    ),
    (
        lambda t: nn.LSTM(4, 3)(t.gt),
        "Input and parameter tensors are not at the same device, found input tensor at "
        "cuda:0 and parameter tensor at cpu",
    ),
    (
        lambda t: nn.GRU(4, 3).cuda()(t.gt, torch.zeros(1, 5, 3)),
        "Input and hidden tensors are not at the same device, found input tensor at "
        "cuda:0 and hidden tensor at cpu",
    ),
    (
        lambda t: nn.Conv2d(3, 2, 3)(t.gx),
        "Input type (torch.cuda.FloatTensor) and weight type (torch.FloatTensor) "
        "should be the same",
    ),
    (
        lambda t: nn.Conv2d(3, 2, 3, bias=False).cuda()(t.gx.double()),
        "Input type (torch.cuda.DoubleTensor) and weight type (torch.cuda.FloatTensor) "
        "should be the same",
    ),
    (
        lambda t: F.conv2d(t.gx, torch.ones(2, 3, 3, 3, device="cuda"), t.c[:2]),
        "Input type (torch.cuda.FloatTensor) and bias type (torch.FloatTensor) should "
        "be the same",
    ),
    (
        lambda t: nn.Conv2d(3, 2, 3, stride=2).cuda()(t.cx),
        "Input type (torch.FloatTensor) and weight type (torch.cuda.FloatTensor) "
        "should be the same or input should be a MKLDNN tensor and weight is a dense "
        "tensor",
    ),
    (
        lambda t: nn.Conv2d(3, 2, 3).cuda(1)(t.gx),
        got("weight", "_cudnn_convolution", "cuda:1"),
    ),
    (lambda t: torch.where(t.gb, t.cs, t.c), TWO + "cuda:0 and cpu!"),
    (lambda t: torch.lt(t.cs, t.cs, out=t.gb[0]), NUMBERS),
    (
        lambda t: torch.normal(t.g, 1.0, generator=torch.Generator()),
        "Expected a 'cuda' device type for generator but found 'cpu'",
    ),
]


@pytest.mark.parametrize("context", [torch.enable_grad, torch.inference_mode])
@pytest.mark.parametrize(("act", "words"), [*ITERATED, *CHECKED, *OWN])
def test_mixed_devices_are_refused_in_cudas_words(
    act: Act, words: str, context: Any
) -> None:
    """The refusal is CUDA's, word for word, and names both devices in its order."""
    with simulated_gpus(2), context():
        t = tensors()
        with pytest.raises(RuntimeError) as info:
            act(t)
    assert str(info.value) == words
    assert hasattr(info.value, ORIGIN) or "generator" in words


ALLOWED: list[Act] = [
    lambda t: t.g + t.cs,
    lambda t: t.cs - t.g,
    lambda t: t.gs * t.cs,
    lambda t: t.g.mul_(t.cs),
    lambda t: t.g**t.cs,
    lambda t: t.g > t.cs,
    lambda t: torch.maximum(t.g, t.cs),
    lambda t: torch.where(t.gb, t.g, t.cs),
    lambda t: torch.where(t.gb, t.cs, t.cs),
    lambda t: torch.where(t.g > 0, t.g, 0.0),
    lambda t: torch.lerp(t.g, t.g, t.cs),
    lambda t: torch.addcmul(t.g, t.g, t.cs),
    lambda t: t.g.masked_fill(t.gb, t.cs),
    lambda t: t.g[t.ci],
    lambda t: t.g[t.cb],
    lambda t: t.gm[t.ci, t.gi],
    lambda t: t.g[t.ci[0]],
    lambda t: t.g.index_put((t.ci,), t.cs),
    lambda t: t.g.index_put_((t.ci,), t.g[:2].clone(), accumulate=True),
    lambda t: t.g.copy_(t.c),
    lambda t: t.g.copy_(t.h),
    lambda t: t.g.fill_(t.cs),
    lambda t: torch.repeat_interleave(t.g, t.gk),
    lambda t: torch._foreach_add([t.g], t.cs)[0],
    lambda t: F.ctc_loss(t.gm.log()[:, None], t.ci[None, 1:], t.ci[1:] + 1, t.ck[1:2]),
    lambda t: rnn.pad_sequence([t.g, t.c]),
    lambda t: rnn.pack_padded_sequence(t.gt, t.ci + 3, enforce_sorted=False).data,
    lambda t: t.g.is_set_to(t.c) or t.g,
    lambda t: torch.tensor_split(t.g, t.ci)[0],
]


@pytest.mark.parametrize("act", ALLOWED)
def test_what_cuda_takes_from_the_cpu_is_taken(act: Act) -> None:
    """Numbers, indices, lengths and sources of copies may come from elsewhere."""
    with simulated_gpus(2):
        assert str(act(tensors()).device) == "cuda:0"


@pytest.mark.parametrize(
    "act",
    [
        lambda t: t.c.__setitem__(t.gi, 1.0),
        lambda t: t.c.__setitem__(t.gb, t.gs),
        lambda t: t.c.__setitem__(slice(2), t.g[:2]),
        lambda t: t.c.copy_(t.g),
        lambda t: t.c.fill_(t.gs),
        lambda t: t.c.index_put_((t.gi,), t.gs),
    ],
)
def test_what_is_written_to_the_cpu_may_come_from_a_gpu(act: Act) -> None:
    """Indices and values of an assignment may be on a GPU."""
    with simulated_gpus(2):
        t = tensors()
        act(t)
        assert t.c.device.type == "cpu"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda t: t.g + torch.ones(4), "The size of tensor a (3) must match"),
        (lambda t: t.g.add_(torch.ones(4)), "The size of tensor a (3) must match"),
        (lambda t: t.g.add_(t.cm), "doesn't match the broadcast shape [3, 3]"),
        (lambda t: t.gm @ torch.ones(4, 2), "shapes cannot be multiplied"),
    ],
)
def test_of_two_faults_cuda_names_its_own_first(act: Act, words: str) -> None:
    """TensorIterator looks at shapes before devices, a wrapper at devices first."""
    with simulated_gpus(2), pytest.raises(RuntimeError) as info:
        act(tensors())
    assert (words in str(info.value)) is ("multiplied" not in words)

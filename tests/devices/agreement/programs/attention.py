"""Attention and Transformer layers."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import checked, iterated, words


class Positions(nn.Module):
    """Sines added to embeddings: a plain tensor, or a buffer."""

    def __init__(self, *, buffer: bool) -> None:
        super().__init__()
        angles = torch.arange(4.0).unsqueeze(1) / torch.tensor([1.0, 100.0])
        P = torch.cat([angles.sin(), angles.cos()], dim=1).unsqueeze(0)
        if buffer:
            self.register_buffer("P", P)
        else:
            self.P = P

    def forward(self, X: Tensor) -> Tensor:
        """Add the positions of as many steps as there are."""
        return X + self.P[:, : X.shape[1]]


def halves(net: nn.Module) -> nn.Module:
    """Set every weight to a small constant: nothing is drawn."""
    for number, parameter in enumerate(net.parameters()):
        nn.init.constant_(parameter, 0.1 * (number + 1))
    return net


def steps(device: str) -> Tensor:
    """Make a batch of one, three steps of four features."""
    return torch.arange(12.0, device=device).reshape(1, 3, 4) / 12


@program()
def dot_product_attention(gpu: str) -> object:
    """Attend by hand and by the function of torch."""
    X = steps(gpu)
    scores = torch.bmm(X, X.transpose(1, 2)) / math.sqrt(4)
    return scores.softmax(-1) @ X, F.scaled_dot_product_attention(X, X, X)


@program()
def attention_with_a_mask(gpu: str) -> object:
    """Hide the steps to come."""
    X = steps(gpu)
    mask = torch.ones(3, 3, device=gpu).tril().bool()
    scores = (X @ X.mT).masked_fill(~mask, -1e6)
    return scores.softmax(-1), F.scaled_dot_product_attention(X, X, X, is_causal=True)


@program()
def multihead_attention(gpu: str) -> object:
    """Run attention of two heads."""
    net = halves(nn.MultiheadAttention(4, 2, batch_first=True)).to(gpu)
    X = steps(gpu)
    return net(X, X, X)


@program()
def positions_as_a_buffer(gpu: str) -> object:
    """Add positions that move along with their module."""
    return Positions(buffer=True).to(gpu)(steps(gpu))


@program()
def encoder_layer(gpu: str) -> object:
    """Run and train a layer of a Transformer's encoder."""
    layer = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, batch_first=True)
    net = halves(layer).to(gpu)
    Y = net(steps(gpu))
    Y.sum().backward()
    return Y, layer.linear1.weight.grad


@program()
def decoder_layer(gpu: str) -> object:
    """Run a layer of a Transformer's decoder."""
    layer = nn.TransformerDecoderLayer(4, 2, 8, dropout=0.0, batch_first=True)
    mask = nn.Transformer.generate_square_subsequent_mask(3, device=torch.device(gpu))
    return halves(layer).to(gpu)(steps(gpu), steps(gpu), tgt_mask=mask)


@program(refused=iterated())
def positions_as_a_plain_tensor(gpu: str) -> object:
    """Add positions that stay on the CPU."""
    return Positions(buffer=False).to(gpu)(steps(gpu))


@program(refused=checked("mat2", "bmm"))
def keys_left_on_the_cpu(gpu: str) -> object:
    """Score queries of the device against keys of the CPU."""
    return torch.bmm(steps(gpu), steps("cpu").transpose(1, 2))


@program(
    refused=words(
        "Expected query, key, and value to have the same device type, but got "
        "query.device: cuda:0 key.device: cpu and value.device: cpu instead.",
        "aten/src/ATen/native/transformers/sdp_utils_cpp.h",
    )
)
def memory_left_on_the_cpu(gpu: str) -> object:
    """Attend to keys and values of the CPU."""
    return F.scaled_dot_product_attention(steps(gpu), steps("cpu"), steps("cpu"))


@program(refused=iterated())
def causal_mask_made_on_the_cpu(gpu: str) -> object:
    """Add a mask that was made on the CPU."""
    X = steps(gpu)
    mask = torch.full((3, 3), float("-inf")).triu(1)
    return (X @ X.mT + mask).softmax(-1)


@program(refused=checked("mat1", "addmm"))
def multihead_input_left_on_the_cpu(gpu: str) -> object:
    """Move attention of two heads and forget its input."""
    net = nn.MultiheadAttention(4, 2, batch_first=True).to(gpu)
    X = steps("cpu")
    return net(X, X, X)


@program(
    refused=words(
        "expected self and mask to be on the same device, but got mask on cpu and "
        "self on cuda:0",
        "aten/src/ATen/native/cuda/IndexKernel.cpp",
    )
)
def valid_lengths_left_on_the_cpu(gpu: str) -> object:
    """Mask steps by lengths of the CPU, assigning by masked_fill_."""
    scores = torch.zeros(2, 3, device=gpu)
    mask = torch.arange(3)[None, :] >= torch.tensor([[1], [2]])
    return scores.masked_fill_(mask, -1e6)


@program(refused=iterated())
def padding_left_on_the_cpu(gpu: str) -> object:
    """Blank the steps that are padding by a mask of the CPU."""
    layer = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True).to(gpu)
    hidden = layer.linear2(layer.linear1(steps(gpu)))
    return hidden * torch.tensor([[True], [True], [False]])

"""Recurrent layers and their states."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import checked, recurrent, words


class OwnRNN(nn.Module):
    """A recurrent net written by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.W_xh = nn.Parameter(torch.full((2, 3), 0.1))
        self.W_hh = nn.Parameter(torch.full((3, 3), 0.1))

    def forward(self, inputs: Tensor, H: Tensor) -> Tensor:
        """Update the state for each step."""
        for X in inputs:
            H = torch.tanh(X @ self.W_xh + H @ self.W_hh)
        return H


def steps(device: str) -> Tensor:
    """Make two steps of a batch of one."""
    return torch.tensor([[[1.0, 2.0]], [[0.5, -1.0]]], device=device)


@program()
def rnn_begins_with_zeros(gpu: str) -> object:
    """Run an RNN, which makes its first state where the input is."""
    return nn.RNN(2, 3).to(gpu)(steps(gpu))


@program()
def lstm_with_its_own_state(gpu: str) -> object:
    """Run an LSTM from a state of the device."""
    state = (torch.ones(1, 1, 3, device=gpu), torch.zeros(1, 1, 3, device=gpu))
    return nn.LSTM(2, 3).to(gpu)(steps(gpu), state)


@program()
def gru_in_two_layers(gpu: str) -> object:
    """Run a GRU of two layers in both directions."""
    net = nn.GRU(2, 2, num_layers=2, bidirectional=True).to(gpu)
    Y, H = net(steps(gpu))
    Y.sum().backward()
    return Y, H, net.weight_ih_l0.grad


@program()
def cells_step_by_step(gpu: str) -> object:
    """Run the cells of an RNN and an LSTM."""
    X = steps(gpu)[0]
    return nn.RNNCell(2, 3).to(gpu)(X), nn.LSTMCell(2, 3).to(gpu)(X)


@program()
def rnn_written_by_hand(gpu: str) -> object:
    """Run an RNN written by hand, its first state made by new_zeros."""
    X = steps(gpu)
    return OwnRNN().to(gpu)(X, X.new_zeros(1, 3))


@program(on=("cuda:0", "cpu", "cuda:0"))
def sequences_packed(gpu: str) -> object:
    """Pack sequences of several lengths, the lengths on the CPU."""
    X = pad_sequence([torch.ones(3, 1, device=gpu), torch.ones(1, 1, device=gpu)])
    packed = pack_padded_sequence(X, torch.tensor([3, 1]))
    return packed.data, packed.batch_sizes, pad_packed_sequence(packed)[0]


@program(refused=recurrent("parameter", "cuda:0", "cpu"))
def steps_left_on_the_cpu(gpu: str) -> object:
    """Move an RNN and forget its input."""
    return nn.RNN(2, 3).to(gpu)(steps("cpu"))


@program(
    refused=recurrent("parameter", "cpu", "cuda:0"),
    compares="kind",
    because="which kernel runs, and so which one complains, depends on cuDNN",
)
def lstm_left_on_the_cpu(gpu: str) -> object:
    """Move the input and forget the LSTM."""
    return nn.LSTM(2, 3)(steps(gpu))


@program(refused=recurrent("hidden", "cpu", "cuda:0"))
def state_left_on_the_cpu(gpu: str) -> object:
    """Begin from a state of the CPU."""
    return nn.GRU(2, 3).to(gpu)(steps(gpu), torch.zeros(1, 1, 3))


@program(refused=recurrent("hidden", "cpu", "cuda:0"))
def lstm_memory_left_on_the_cpu(gpu: str) -> object:
    """Move one half of the state of an LSTM."""
    state = (torch.zeros(1, 1, 3, device=gpu), torch.zeros(1, 1, 3))
    return nn.LSTM(2, 3).to(gpu)(steps(gpu), state)


@program(refused=checked("mat2", "mm", odd="cuda:0", common="cpu"))
def own_state_left_on_the_cpu(gpu: str) -> object:
    """Begin an RNN written by hand from zeros of the CPU."""
    return OwnRNN().to(gpu)(steps(gpu), torch.zeros(1, 3))


@program(refused=recurrent("hidden", "cuda:1", "cuda:0"), gpus=2)
def state_on_another_card(gpu: str, other: str) -> object:
    """Begin from a state of another card."""
    return nn.RNN(2, 3).to(gpu)(steps(gpu), torch.zeros(1, 1, 3, device=other))


@program(
    refused=words(
        "'lengths' argument should be a 1D CPU int64 tensor, but got 1D cuda:0 Long",
        "aten/src/ATen/native/PackedSequence.cpp",
    )
)
def lengths_on_the_device(gpu: str) -> object:
    """Pack by lengths that were moved along with the rest."""
    X = torch.ones(3, 2, 1, device=gpu)
    return pack_padded_sequence(X, torch.tensor([3, 1], device=gpu)).data

"""Losses, their targets and weights."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import checked, iterated


@program()
def regression_losses(gpu: str) -> object:
    """Compare predictions with targets of the same device."""
    Y_hat = torch.tensor([0.5, 2.0, -1.0], device=gpu)
    y = torch.tensor([1.0, 2.0, 1.0], device=gpu)
    losses = [nn.MSELoss(), nn.L1Loss(), nn.SmoothL1Loss(), nn.HuberLoss()]
    return [loss(Y_hat, y) for loss in losses]


@program()
def classification_losses(gpu: str) -> object:
    """Score logits against labels of the same device."""
    scores = torch.tensor([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]], device=gpu)
    y = torch.tensor([1, 2], device=gpu)
    smooth = F.cross_entropy(scores, y, label_smoothing=0.1, reduction="none")
    return [F.cross_entropy(scores, y), smooth, F.nll_loss(scores.log_softmax(1), y)]


@program()
def weighted_cross_entropy(gpu: str) -> object:
    """Move a loss that has weights: they are a buffer."""
    loss = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0])).to(gpu)
    scores = torch.tensor([[0.0, 1.0], [1.0, 1.0]], device=gpu)
    return loss(scores, torch.tensor([0, 1], device=gpu)), loss.weight


@program()
def binary_losses(gpu: str) -> object:
    """Score probabilities and logits of two classes."""
    scores = torch.tensor([0.5, -1.0], device=gpu)
    y = torch.tensor([1.0, 0.0], device=gpu)
    plain = F.binary_cross_entropy(scores.sigmoid(), y)
    return plain, F.binary_cross_entropy_with_logits(scores, y)


@program()
def loss_written_by_hand(gpu: str) -> object:
    """Pick the probability of each label by indices, which may be of the CPU."""
    Y_hat = torch.tensor([[0.1, 0.9], [0.6, 0.4]], device=gpu)
    y = torch.tensor([1, 0])
    return -Y_hat[range(len(y)), y].log()


@program()
def penalty_on_the_weights(gpu: str) -> object:
    """Add the norm of the weights to the loss."""
    net = nn.Linear(2, 1, bias=False)
    nn.init.constant_(net.weight, 3.0)
    net.to(gpu)
    penalty = sum((w**2).sum() for w in net.parameters()) / 2
    return F.mse_loss(net(torch.ones(1, 2, device=gpu)), net.weight.new_ones(1, 1)) + (
        0.1 * penalty
    )


@program(gives=[0.5])
def loss_as_a_number(gpu: str) -> object:
    """Take the loss to Python by item()."""
    return F.l1_loss(torch.tensor([1.5], device=gpu), torch.ones(1, device=gpu)).item()


@program(refused=checked("target", "nll_loss_forward"))
def labels_left_on_the_cpu(gpu: str) -> object:
    """Score logits of the device against labels of the CPU."""
    scores = torch.ones(2, 3, device=gpu)
    return F.cross_entropy(scores, torch.tensor([0, 2]))


@program(refused=checked("target", "nll_loss_forward", odd="cuda:0", common="cpu"))
def scores_left_on_the_cpu(gpu: str) -> object:
    """Score logits of the CPU against labels of the device."""
    return nn.CrossEntropyLoss()(torch.ones(2, 3), torch.tensor([0, 2], device=gpu))


@program(refused=checked("weight", "nll_loss_forward"))
def class_weights_left_on_the_cpu(gpu: str) -> object:
    """Forget to move a loss that has weights."""
    loss = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0]))
    return loss(torch.ones(2, 2, device=gpu), torch.tensor([0, 1], device=gpu))


@program(refused=iterated())
def targets_left_on_the_cpu(gpu: str) -> object:
    """Compare predictions of the device with targets of the CPU."""
    return nn.MSELoss()(torch.ones(3, device=gpu), torch.zeros(3))


@program(refused=iterated())
def binary_targets_left_on_the_cpu(gpu: str) -> object:
    """Score logits of two classes against targets of the CPU."""
    scores = torch.zeros(3, device=gpu)
    return F.binary_cross_entropy_with_logits(scores, torch.ones(3))


@program(refused=iterated())
def smooth_targets_left_on_the_cpu(gpu: str) -> object:
    """Compare by a smooth L1 loss with targets of the CPU."""
    return F.smooth_l1_loss(torch.zeros(3, device=gpu), torch.ones(3))


@program(refused=iterated("cuda:0", "cuda:1"), gpus=2)
def targets_on_another_card(gpu: str, other: str) -> object:
    """Compare predictions and targets of two cards."""
    return F.l1_loss(torch.ones(3, device=gpu), torch.ones(3, device=other))


@program(refused=iterated())
def penalty_made_on_the_cpu(gpu: str) -> object:
    """Subtract a mean that was made on the CPU."""
    Y = torch.ones(2, 3, device=gpu)
    return ((Y - torch.zeros(3)) ** 2).mean()

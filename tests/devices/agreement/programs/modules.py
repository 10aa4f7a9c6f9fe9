"""Modules, their parameters and buffers."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import (
    NO_CARD,
    ORDINAL,
    checked,
    convolution,
    iterated,
)

CUDA0 = torch.device("cuda:0")


class HiddenWeight(nn.Module):
    """A constant weight: a plain tensor, or a buffer."""

    def __init__(self, *, buffer: bool) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)
        weight = torch.full((4, 4), 0.25)
        if buffer:
            self.register_buffer("rand_weight", weight)
        else:
            self.rand_weight = weight

    def forward(self, X: Tensor) -> Tensor:
        """Use the layer twice, and halve the result while it is large."""
        X = self.linear(X)
        X = self.linear(F.relu(X @ self.rand_weight + 1))
        while X.abs().sum() > 1:
            X /= 2
        return X.sum()


class HiddenList(nn.Module):
    """Layers in a Python list, which Module does not see."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = [nn.Linear(2, 2), nn.Linear(2, 1)]

    def forward(self, X: Tensor) -> Tensor:
        """Apply the layers in turn."""
        for layer in self.layers:
            X = layer(X)
        return X


class Scaled(nn.Module):
    """Parameters in a list and a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.ParameterList([nn.Parameter(torch.ones(2, 2))])
        self.scales = nn.ParameterDict({"out": nn.Parameter(torch.tensor([2.0, 3.0]))})

    def forward(self, X: Tensor) -> Tensor:
        """Multiply and scale."""
        return X @ self.weights[0] * self.scales["out"]


class Tied(nn.Module):
    """Two layers that share one weight."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(3, 3, bias=False)
        self.second = nn.Linear(3, 3, bias=False)
        self.second.weight = self.first.weight

    def forward(self, X: Tensor) -> Tensor:
        """Apply both layers."""
        return self.second(F.relu(self.first(X)))


def ones_in(net: nn.Module) -> nn.Module:
    """Set every parameter to a half."""
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.fill_(0.5)
    return net


@program()
def linear_moved_by_to(gpu: str) -> object:
    """Move a layer, and use it."""
    net = nn.Linear(3, 2).to(gpu)
    return net.weight, net.bias, net(torch.ones(1, 3, device=gpu))


@program(gives=[True, CUDA0, True])
def cuda_moves_a_module_in_place() -> object:
    """Move a module by cuda(), which returns the module itself."""
    net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
    same = net.cuda() is net
    return same, net[0].weight.device, all(p.is_cuda for p in net.parameters())


@program(on="cpu")
def a_module_comes_back(gpu: str) -> object:
    """Bring a module back to the CPU."""
    net = ones_in(nn.Linear(2, 2)).to(gpu).cpu()
    return net.weight, net(torch.ones(1, 2))


@program(
    compares="places", because="parameters drawn on a device differ from the CPU's"
)
def layers_made_on_the_device(gpu: str) -> object:
    """Make layers where they are to be used."""
    net = nn.Sequential(nn.Linear(2, 3, device=gpu), nn.Linear(3, 1, device=gpu))
    return [*net.parameters(), net(torch.ones(4, 2, device=gpu))]


@program(unseen="it loops for as long as values tell it to")
def a_buffer_moves_along(gpu: str) -> object:
    """Move the net whose constant weight is a buffer."""
    net = HiddenWeight(buffer=True).to(gpu)
    return net(torch.ones(2, 4, device=gpu)), net.rand_weight


@program()
def parameters_in_lists_and_dicts(gpu: str) -> object:
    """Move a net that keeps parameters in a list and a dictionary."""
    net = Scaled().to(gpu)
    return [net(torch.ones(1, 2, device=gpu)), *net.parameters()]


@program(gives=[True, 1])
def tied_weights_stay_tied(gpu: str) -> object:
    """Move a net whose layers share a weight."""
    net = Tied().to(gpu)
    net(torch.ones(1, 3, device=gpu)).sum().backward()
    shared = net.first.weight is net.second.weight
    return shared, len(list(net.parameters())), net.first.weight.grad


@program()
def lazy_layers_follow_their_module(gpu: str) -> object:
    """Move a lazy net before it knows its inputs."""
    net = nn.Sequential(nn.LazyLinear(2), nn.ReLU(), nn.LazyLinear(1)).to(gpu)
    net(torch.ones(1, 3, device=gpu))
    return net(torch.zeros(1, 3, device=gpu)).shape, net[0].weight.new_ones(2)


@program()
def convolution_and_pooling(gpu: str) -> object:
    """Run a small convolutional net."""
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.AvgPool2d(2), nn.Flatten()).to(gpu)
    return net(torch.arange(36.0, device=gpu).reshape(1, 1, 6, 6) / 36)


@program()
def batch_norm_keeps_its_statistics_there(gpu: str) -> object:
    """Train and evaluate a batch norm, and look at its buffers."""
    net = nn.BatchNorm1d(2).to(gpu)
    X = torch.tensor([[1.0, 2.0], [3.0, 6.0]], device=gpu)
    trained = net(X)
    mean, variance = net.running_mean, net.running_var
    return [trained, mean, variance, net.num_batches_tracked, net.eval()(X)]


@program()
def norms_and_activations(gpu: str) -> object:
    """Run layers of several kinds."""
    X = torch.tensor([[1.0, -2.0, 3.0, 0.0]], device=gpu)
    layers = [nn.LayerNorm(4), nn.GELU(), nn.Softmax(dim=1), nn.PReLU(), nn.Tanh()]
    return [layer.to(gpu)(X) for layer in layers]


@program()
def dropout_when_it_does_nothing(gpu: str) -> object:
    """Evaluate dropout, and train it with the two sure probabilities."""
    X = torch.ones(3, device=gpu)
    return nn.Dropout(0.5).eval()(X), nn.Dropout(0.0)(X), nn.Dropout(1.0)(X)


@program(compares="places", because="dropout draws on the device", gives=[True])
def dropout_when_it_draws(gpu: str) -> object:
    """Train dropout: every element is dropped or doubled."""
    Y = nn.Dropout(0.5)(torch.ones(50, device=gpu))
    return Y, bool(((Y == 0) | (Y == 2)).all())


@program()
def embedding_on_the_device(gpu: str) -> object:
    """Look words up where the table is."""
    net = nn.Embedding(4, 3).to(gpu)
    return net(torch.tensor([[0, 3], [1, 1]], device=gpu))


@program()
def initialised_by_apply(gpu: str) -> object:
    """Initialise a net on the device by apply()."""

    def start(layer: nn.Module) -> None:
        if isinstance(layer, nn.Linear):
            nn.init.constant_(layer.weight, 0.1)
            nn.init.zeros_(layer.bias)

    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1)).to(gpu).apply(start)
    return net(torch.ones(1, 2, device=gpu))


@program(gpus=2, on=("cuda:0", "cuda:1", "cuda:1"))
def a_net_on_two_cards(gpu: str, other: str) -> object:
    """Put half of a net on each card, and carry what goes between."""
    first, second = nn.Linear(2, 2).to(gpu), nn.Linear(2, 1).to(other)
    hidden = first(torch.ones(1, 2, device=gpu))
    Y = second(hidden.to(other))
    Y.sum().backward()
    return first.weight.grad, second.weight.grad, Y


@program(gives=[CUDA0, torch.float64])
def device_and_dtype_at_once(gpu: str) -> object:
    """Move and convert a module in one call."""
    net = nn.Linear(2, 2).to(gpu, torch.float64)
    return net.weight.device, net.bias.dtype


@program(refused=checked("mat1", "addmm"))
def input_left_on_the_cpu(gpu: str) -> object:
    """Move the net and forget its input."""
    net = nn.Sequential(nn.Linear(3, 2), nn.ReLU()).to(gpu)
    return net(torch.ones(1, 3))


@program(refused=checked("mat1", "addmm", odd="cuda:0", common="cpu"))
def net_left_on_the_cpu(gpu: str) -> object:
    """Move the input and forget the net."""
    return nn.Linear(3, 2)(torch.ones(1, 3).to(gpu))


@program(refused=checked("mat1", "addmm", odd="cuda:1"), gpus=2)
def input_on_another_card(gpu: str, other: str) -> object:
    """Put net and input on two cards."""
    return nn.Linear(3, 2).to(gpu)(torch.ones(1, 3, device=other))


@program(refused=checked("mat2", "mm"))
def a_plain_tensor_stays(gpu: str) -> object:
    """Move the net whose constant weight is a plain tensor: the famous trap."""
    net = HiddenWeight(buffer=False).to(gpu)
    return net(torch.ones(2, 4, device=gpu))


@program(refused=checked("mat1", "addmm", odd="cuda:0", common="cpu"))
def layers_in_a_python_list_stay(gpu: str) -> object:
    """Move the net whose layers are in a Python list."""
    return HiddenList().to(gpu)(torch.ones(1, 2, device=gpu))


@program(refused=checked("mat1", "addmm", odd="cuda:0", common="cpu"))
def a_layer_added_after_moving(gpu: str) -> object:
    """Add a layer to a net that was already moved."""
    net = nn.Sequential(nn.Linear(2, 2)).to(gpu)
    net.append(nn.Linear(2, 1))
    return net(torch.ones(1, 2, device=gpu))


@program(refused=checked("mat1", "addmm", odd="cuda:0", common="cpu"))
def a_lazy_net_left_on_the_cpu(gpu: str) -> object:
    """Give a lazy net on the CPU its first input on the device."""
    return nn.LazyLinear(2)(torch.ones(1, 3, device=gpu))


@program(refused=convolution("torch.FloatTensor", "torch.cuda.FloatTensor"))
def picture_left_on_the_cpu(gpu: str) -> object:
    """Move a convolution and forget the picture."""
    return nn.Conv2d(1, 2, 3).to(gpu)(torch.ones(4, 1, 5, 5))


@program(
    refused=convolution("torch.cuda.FloatTensor", "torch.FloatTensor"),
    unseen="cuDNN is off there, and without it another kernel complains",
)
def kernel_left_on_the_cpu(gpu: str) -> object:
    """Move the picture and forget the convolution."""
    return F.conv2d(torch.ones(1, 1, 5, 5, device=gpu), torch.ones(1, 1, 2, 2))


@program(refused=checked("index", "_index_select"))
def words_left_on_the_cpu(gpu: str) -> object:
    """Look words of the CPU up in a table of the device."""
    return nn.Embedding(4, 3).to(gpu)(torch.tensor([1, 2]))


@program(refused=checked("weight", "_native_layer_norm"))
def layer_norm_left_on_the_cpu(gpu: str) -> object:
    """Forget to move a layer norm."""
    return nn.LayerNorm(3)(torch.ones(2, 3, device=gpu))


@program(refused=checked("weight", "_native_batch_norm"))
def batch_norm_left_on_the_cpu(gpu: str) -> object:
    """Forget to move a batch norm."""
    return nn.BatchNorm1d(2)(torch.ones(3, 2, device=gpu))


@program(refused=iterated())
def residual_left_on_the_cpu(gpu: str) -> object:
    """Add the input of the CPU to the result of the device."""
    X = torch.ones(2, 3)
    return nn.Linear(3, 3).to(gpu)(X.to(gpu)) + X


@program(refused=ORDINAL)
def net_to_a_missing_card() -> object:
    """Move a net to a card that is not there."""
    return nn.Linear(2, 2).to("cuda:2")


@program(refused=NO_CARD, gpus=0)
def net_cuda_without_a_card() -> object:
    """Call cuda() of a net where there is no card."""
    return nn.Linear(2, 2).cuda()

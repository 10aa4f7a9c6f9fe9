"""Checks of `layers`: custom layers with and without parameters (D2L 5.4)."""

from __future__ import annotations

import torch

from grader import check
from grader.comparing.kinds import fitting_values

# --- CenteredLayer ------------------------------------------------------------


@check("contract")
def can_be_called(CenteredLayer, draw, observe):
    """`CenteredLayer()` makes a Module that can be called on a tensor."""
    return observe.call(CenteredLayer(), draw.normal(2, 3))


def inputs_of_all_shapes(draw):
    """Draw a matrix, another of its shape, a vector and a cube, none centred."""
    shapes = [draw.sizes(count, 2, 6) for count in (2, 1, 3)]
    return [draw.normal(*shape) + 3 for shape in (shapes[0], *shapes)]


@check("shape", hint="Does the mean change how many elements there are?")
def keeps_the_shape(CenteredLayer, draw):
    """The output has the shape of the input, whatever that is."""
    layer = CenteredLayer()
    return [layer(x * 1) for x in inputs_of_all_shapes(draw)]


@check(
    "value",
    points=2,
    hint="Over which elements does the mean run?",
    compare=fitting_values,
)
def mean_over_all_elements(CenteredLayer, draw, observe):
    """The mean of all elements is subtracted, whatever the shape."""
    layer, inputs = CenteredLayer(), inputs_of_all_shapes(draw)
    results = [layer(x * 1) for x in inputs]
    # Integers that raise are the dtype check's business.
    whole = draw.integers(3, 4, low=0, high=99)
    return [*results, observe.attempt(layer, whole), layer.eval()(inputs[0])]


def centred_over(dim, draw):
    """Subtract the mean over one dimension from every input, in the check's order."""
    inputs, whole = inputs_of_all_shapes(draw), draw.integers(3, 4, low=0, high=99)
    every = (*inputs, whole.float(), inputs[0])
    return [x - x.mean(dim=dim, keepdim=True) for x in every]


@mean_over_all_elements.mistake("the mean runs over one dimension, not all elements")
def mean_over_first_dimension(CenteredLayer, draw):
    return centred_over(0, draw)


@mean_over_all_elements.mistake("the mean runs over the last dimension only")
def mean_over_last_dimension(CenteredLayer, draw):
    return centred_over(-1, draw)


@check("gradient", hint="Is every step from input to output recorded by autograd?")
def reaches_the_input(CenteredLayer, draw, observe):
    """Gradients flow through the layer to its input."""
    x = draw.normal(3, 4)
    # The layer gets a copy: writing into it is the purity check's business.
    return observe.gradients(lambda: CenteredLayer()(x * 1), {"X": x})


@check("naming", hint="What does this layer have to learn?")
def no_parameters(CenteredLayer, observe):
    """The layer has nothing to learn: it has no parameters."""
    return observe.registered(CenteredLayer(), buffers=False)


@check("dtype", hint="What is the mean of a tensor of integers?")
def integers_become_float(CenteredLayer, draw):
    """Integer input is promoted to the default floating-point dtype."""
    x = draw.integers(draw.size(2, 5), draw.size(2, 5), low=0, high=99)
    dtypes = (torch.int64, torch.int32, torch.uint8)
    return {str(dtype): CenteredLayer()(x.to(dtype)) for dtype in dtypes}


# Machines, how many GPUs they have, and where X is.
PLACES = (
    ("with 1 GPU", 1, "cuda:0"),
    ("with 4 GPUs", 4, "cuda:3"),
    ("with 4 GPUs", 4, "cpu"),
)


@check("device", hint="Where is a tensor made that `forward` makes?", draws=1)
def stays_on_the_device(CenteredLayer, draw, observe, gpus):
    """The output is on the device of X: on any GPU, or on the CPU."""
    x, whole, found = draw.normal(3, 4), draw.integers(3, 4, low=0, high=99), {}
    if isinstance(observe.attempt(CenteredLayer(), whole), Exception):
        whole = x  # integers that raise are the dtype check's business
    for machine, count, place in PLACES:
        with gpus(count):
            layer = CenteredLayer().to(place)
            found[f"{machine}, X on {place}"] = layer(x.clone().to(place))
            found[f"{machine}, integers on {place}"] = layer(whole.to(place))
    return found


@check("purity", hint="Who else may hold the tensor that the layer was given?")
def input_unchanged(CenteredLayer, draw):
    """The caller's tensor is left as it was."""
    x = draw.normal(3, 4) + 1
    CenteredLayer()(x)
    return x


# --- MyLinear -----------------------------------------------------------------


@check("contract")
def can_be_called(MyLinear, draw, observe):
    """`MyLinear(in_units, units)` makes a Module that can be called on a tensor."""
    return observe.call(MyLinear(5, 3), draw.normal(2, 5))


@check("shape", hint="Which sizes come from the arguments of `__init__`?")
def any_sizes(MyLinear, draw):
    """`(batch, in_units)` becomes `(batch, units)`, for any sizes."""
    batch, in_units, units = draw.sizes(3, 6, 12)
    layer = MyLinear(in_units, units)
    return [layer(draw.normal(rows, in_units)) for rows in (1, batch)]


@check("shape", hint="Which matrix products accept more than two dimensions?")
def leading_dimensions(MyLinear, draw):
    """Extra leading dimensions are kept, one or two of them."""
    layer = MyLinear(5, 3)
    return [layer(draw.normal(*draw.sizes(n, 6, 9), 5)) for n in (2, 3)]


def two_layers_and_inputs(MyLinear, draw):
    """Draw two layers, and inputs: small, large, as many rows as units, a batch."""
    layers = [draw.parameters(MyLinear(5, 3)) for _ in range(2)]
    x, y, z = draw.normal(6, 5), draw.normal(3, 5), draw.normal(2, 4, 5)
    return layers, [x, 30 * x, y, z]


def outputs_of(function, MyLinear, draw):
    """Apply what stands for the layer to every input, in a fixed order."""
    (first, second), inputs = two_layers_and_inputs(MyLinear, draw)
    return [function(first, x) for x in inputs] + [function(second, inputs[0])]


@check(
    "value",
    points=2,
    hint="What stands between the affine map and the output?",
    compare=fitting_values,
)
def relu_of_affine_map(MyLinear, draw, observe):
    """The output is relu(X @ weight + bias), in training and in evaluation."""
    (first, second), (x, *inputs) = two_layers_and_inputs(MyLinear, draw)
    results = [first(x), *(observe.attempt(first, y) for y in inputs)]
    return [*results, second.eval()(x)]


@relu_of_affine_map.mistake("the ReLU is missing")
def no_activation(MyLinear, draw):
    return outputs_of(lambda net, x: x @ net.weight + net.bias, MyLinear, draw)


@relu_of_affine_map.mistake("the bias is left out")
def no_bias(MyLinear, draw):
    return outputs_of(lambda net, x: torch.relu(x @ net.weight), MyLinear, draw)


@relu_of_affine_map.mistake("the bias is added after the ReLU")
def bias_after_activation(MyLinear, draw):
    return outputs_of(
        lambda net, x: torch.relu(x @ net.weight) + net.bias, MyLinear, draw
    )


@check("gradient", points=2, hint="Which step to the output does autograd not record?")
def reaches_weight_and_bias(MyLinear, draw, observe):
    """After backward(), weight, bias and input hold a gradient."""
    layer = draw.parameters(MyLinear(5, 3))
    x = draw.normal(20, 5)  # rows enough that some unit of a ReLU is alive
    return observe.gradients(lambda: layer(x * 1), {**draw.tensors(layer), "X": x})


@check("naming", points=2, hint="Which names and shapes does the docstring give?")
def weight_and_bias(MyLinear, draw, observe):
    """`weight` (in_units, units) and `bias` (units,) are Parameters."""
    return observe.registered(draw.parameters(MyLinear(5, 3)), buffers=False)


def put_on(layer, place, draw):
    """Move all that a layer holds, registered or not: that is naming's business."""
    for tensor in draw.tensors(layer).values():
        tensor.data = tensor.data.to(place)
    return layer.to(place)


@check("device", hint="Where is a tensor made that `forward` makes?", draws=1)
def stays_on_the_device(MyLinear, draw, gpus):
    """After `layer.to(device)`, the output is on the device of X, on any device."""
    x, found = draw.normal(4, 5), {}
    for machine, count, place in PLACES:
        with gpus(count):
            layer = put_on(draw.parameters(MyLinear(5, 3)), place, draw)
            found[f"{machine}, on {place}"] = layer(x.to(place))
    return found


@check("init", hint="Which function draws from N(0, 1)?")
def standard_normal(MyLinear, draw):
    """Weight and bias start as draws from N(0, 1)."""
    layers = [draw.tensors(MyLinear(10, 1000)) for _ in range(3)]
    first, second = layers[:2]
    drawn = dict(first)
    if "bias" in first:  # one bias has few elements
        drawn["bias"] = torch.cat([layer["bias"].flatten() for layer in layers])
    for name, tensor in first.items():
        # Differences show a layer that seeds its own draws, and rows that repeat.
        drawn[f"{name} of two layers"] = tensor - second[name]
        drawn[f"neighbours in {name}"] = tensor.squeeze().diff(dim=0)
    return drawn

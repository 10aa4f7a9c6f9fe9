"""Checks of `layers`: custom layers with and without parameters (D2L 5.4)."""

from __future__ import annotations

import torch

from grader import check

# --- CenteredLayer ------------------------------------------------------------


@check("contract")
def can_be_called(CenteredLayer, draw, observe):
    """`CenteredLayer()` is a Module: called on a tensor, it returns a tensor."""
    return observe.call(CenteredLayer(), draw.normal(2, 3))


@check("value", points=2, hint="Over which elements does the mean run?")
def mean_over_all_elements(CenteredLayer, draw):
    """The mean of all elements is subtracted, whatever the shape."""
    shapes = [draw.sizes(count, 2, 6) for count in (2, 1, 3)]
    return [CenteredLayer()(draw.normal(*shape) + 3) for shape in shapes]


@mean_over_all_elements.mistake("the mean runs over one dimension, not all elements")
def mean_over_first_dimension(CenteredLayer, draw):
    shapes = [draw.sizes(count, 2, 6) for count in (2, 1, 3)]
    inputs = [draw.normal(*shape) + 3 for shape in shapes]
    return [x - x.mean(dim=0, keepdim=True) for x in inputs]


@mean_over_all_elements.mistake("the mean runs over the last dimension only")
def mean_over_last_dimension(CenteredLayer, draw):
    shapes = [draw.sizes(count, 2, 6) for count in (2, 1, 3)]
    inputs = [draw.normal(*shape) + 3 for shape in shapes]
    return [x - x.mean(dim=-1, keepdim=True) for x in inputs]


@check("gradient", hint="Is every step from input to output recorded by autograd?")
def reaches_the_input(CenteredLayer, draw, observe):
    """Gradients flow through the layer to its input."""
    x = draw.normal(3, 4)
    # The layer gets a copy: writing into it is the purity check's business.
    return observe.gradients(lambda: CenteredLayer()(x * 1), {"X": x})


@check("naming", hint="What does this layer have to learn?")
def no_parameters(CenteredLayer, draw):
    """The layer has nothing to learn: no parameters and no buffers."""
    layer = CenteredLayer()
    return dict(layer.named_parameters()) | dict(layer.named_buffers())


@check("dtype", hint="What is the mean of a tensor of integers?")
def integers_become_float(CenteredLayer, draw):
    """Integer input is promoted to the default floating-point dtype."""
    return CenteredLayer()(draw.integers(draw.size(2, 5), draw.size(2, 5)))


@check("purity", hint="Who else may hold the tensor that the layer was given?")
def input_unchanged(CenteredLayer, draw):
    """The caller's tensor is left as it was."""
    x = draw.normal(3, 4) + 1
    CenteredLayer()(x)
    return x


# --- MyLinear -----------------------------------------------------------------


@check("contract")
def can_be_called(MyLinear, draw, observe):
    """`MyLinear(in_units, units)` is a Module: called on a tensor, it returns one."""
    return observe.call(MyLinear(5, 3), draw.normal(2, 5))


@check("shape", hint="Which sizes come from the arguments of `__init__`?")
def any_sizes(MyLinear, draw):
    """`(batch, in_units)` becomes `(batch, units)`, for any sizes."""
    batch, in_units, units = draw.sizes(3, 2, 9)
    layer = MyLinear(in_units, units)
    return [layer(draw.normal(rows, in_units)) for rows in (1, batch)]


@check("shape", hint="Which matrix products accept more than two dimensions?")
def leading_dimensions(MyLinear, draw):
    """Extra leading dimensions are kept."""
    return MyLinear(5, 3)(draw.normal(*draw.sizes(2, 6, 9), 5))


@check("value", points=2, hint="What stands between the affine map and the output?")
def relu_of_affine_map(MyLinear, draw):
    """The output is relu(X @ weight + bias)."""
    layer = draw.parameters(MyLinear(5, 3))
    return layer(draw.normal(6, 5))


@relu_of_affine_map.mistake("the ReLU is missing")
def no_activation(MyLinear, draw):
    layer = draw.parameters(MyLinear(5, 3))
    return draw.normal(6, 5) @ layer.weight + layer.bias


@relu_of_affine_map.mistake("the bias is left out")
def no_bias(MyLinear, draw):
    layer = draw.parameters(MyLinear(5, 3))
    return torch.relu(draw.normal(6, 5) @ layer.weight)


@relu_of_affine_map.mistake("the bias is added after the ReLU")
def bias_after_activation(MyLinear, draw):
    layer = draw.parameters(MyLinear(5, 3))
    return torch.relu(draw.normal(6, 5) @ layer.weight) + layer.bias


@check("gradient", points=2, hint="What does autograd know of a tensor's `.data`?")
def reaches_weight_and_bias(MyLinear, draw, observe):
    """After backward(), weight and bias both hold a gradient."""
    layer = draw.parameters(MyLinear(5, 3))
    x = draw.normal(6, 5)
    return observe.gradients(lambda: layer(x), draw.tensors(layer))


@check("naming", points=2, hint="How does a Module know which tensors are its own?")
def weight_and_bias(MyLinear, draw):
    """`weight` (in_units, units) and `bias` (units,) are Parameters."""
    return dict(draw.parameters(MyLinear(5, 3)).named_parameters())


@check("init", hint="Which function draws from N(0, 1)?")
def standard_normal(MyLinear, draw):
    """Weight and bias start as draws from N(0, 1)."""
    first, second = (draw.tensors(MyLinear(10, 1000)) for _ in range(2))
    # the difference of two layers shows a layer that seeds its own draws
    return dict(first) | {f"{n} of two layers": first[n] - second[n] for n in first}

"""Checks of `layers`: custom layers with and without parameters (D2L 5.4)."""

import torch

from grader import module

# --- CenteredLayer ------------------------------------------------------------


@module
def centered(CenteredLayer, draw):
    """`CenteredLayer()` makes a Module that can be called on a tensor."""
    yield CenteredLayer(), draw.normal(*draw.sizes(2, 2, 6)) + 3  # not centred
    yield CenteredLayer(), draw.integers(7, 11, low=0, high=99)
    for dimensions in (5, 1, 0, 3):  # with zeros
        yield CenteredLayer(), (draw.normal(*draw.sizes(dimensions, 2, 6)) + 1).relu()
    yield CenteredLayer(), draw.normal(1, 4) * 1e4
    whole = draw.integers(2, 3) * 1.0
    yield CenteredLayer(), torch.cat([whole, -whole])  # centred: the mean is 0


centered.shape("The output has the shape of the input.", name="keeps_the_shape")
centered.value(
    "The mean of all elements is subtracted, whatever the shape.",
    name="mean_over_all_elements",
    points=2,
    hint="Over which elements does the mean run?",
)
centered.gradient(
    "Gradients flow through the layer to its input.",
    name="reaches_the_input",
)
centered.naming("It has nothing to learn: no parameters.", name="no_parameters")
centered.dtype(
    "It computes in the dtype of X; integers become the default float dtype.",
    name="integers_become_float",
    hint="What is the mean of a tensor of integers?",
)
centered.purity(name="input_unchanged")
centered.decline(serialization="it holds nothing that could be saved")

# --- MyLinear -----------------------------------------------------------------


@module
def my_linear(MyLinear, draw):
    """`MyLinear(in_units, units)` makes a Module that can be called on a tensor."""
    yield MyLinear(5, 3), draw.normal(6, 5)
    yield MyLinear(3, 2), draw.normal(2, 3)  # to be followed by hand
    yield MyLinear(5, 1), draw.normal(2, 4, 5)
    in_units, units = draw.sizes(2, 6, 12)
    yield MyLinear(in_units, units), draw.normal(1, in_units)
    yield MyLinear(5, 3), 30 * draw.normal(3, 5)  # as many rows as units
    yield MyLinear(1, 4), draw.normal(2, 3, 1, 2, 1)


my_linear.shape("`(..., in_units)` becomes `(..., units)`.", name="any_sizes")
my_linear.value(
    "The output is relu(X @ weight + bias).",
    name="relu_of_affine_map",
    points=2,
    hint="What stands between the affine map and the output?",
)
my_linear.gradient(
    "After backward(), weight, bias and input hold a gradient.",
    name="reaches_weight_and_bias",
    points=2,
)
my_linear.naming(
    "`weight` (in_units, units) and `bias` (units,) are Parameters.",
    name="weight_and_bias",
    points=2,
)
my_linear.init(
    "Weight and bias start as draws from N(0, 1).",
    make=lambda MyLinear: [MyLinear(3, 1000), MyLinear(300, 8)],
    instances=10,
    name="standard_normal",
    hint="Which function draws from N(0, 1)?",
)

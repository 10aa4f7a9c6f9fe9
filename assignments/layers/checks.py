"""Checks of `layers`: custom layers with and without parameters (D2L 5.4)."""

import torch

from grader import check, module

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
)
centered.gradient(
    "Gradients flow through the layer to its input.",
    name="reaches_the_input",
)
centered.naming("It has nothing to learn: no parameters.", name="no_parameters")
centered.dtype(
    "It computes in the dtype of X; integers become the default float dtype.",
    name="integers_become_float",
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

# --- Linear -------------------------------------------------------------------


def of_two_sizes(Layer, draw):
    """Call layers that are made of a number of inputs and one of outputs."""
    yield Layer(5, 3), draw.normal(6, 5)
    inputs, outputs = draw.sizes(2, 2, 9)
    yield Layer(inputs, outputs), 30 * draw.normal(1, inputs)
    yield Layer(5, 3), draw.normal(3, 5)  # as many rows as outputs
    yield Layer(2, 1), draw.normal(3, 2)
    yield Layer(1, 2), draw.normal(1, 1)


@module(arguments="x")
def linear(Linear, draw):
    """`Linear(in_features, out_features)` makes a Module to be called on a tensor."""
    yield from of_two_sizes(Linear, draw)


linear.shape(
    "`(batch, in_features)` becomes `(batch, out_features)`.", name="any_sizes"
)
linear.value(
    "The output is x @ w + b.",
    name="affine_map",
    points=2,
)
linear.gradient("After backward(), w, b and x hold a gradient.", name="reaches_w_and_b")
linear.naming(
    "`w` (in_features, out_features) and `b` (out_features,) are Parameters.",
    name="w_and_b",
    points=2,
)

# --- Perceptron ---------------------------------------------------------------


@module(arguments="x")
def perceptron(Perceptron, draw):
    """`Perceptron(in_features, hidden_features, out_features)` makes a Module."""
    yield Perceptron(5, 4, 3), draw.normal(6, 5)
    inputs, hidden, outputs = draw.sizes(3, 2, 9)
    yield Perceptron(inputs, hidden, outputs), 30 * draw.normal(1, inputs)
    yield Perceptron(5, 4, 3), draw.normal(4, 5)  # as many rows as hidden units
    yield Perceptron(1, 3, 2), draw.normal(3, 1)


perceptron.shape("`(batch, in_features)` becomes `(batch, out_features)`.")
perceptron.value(
    "The output is layer2(sigmoid(layer1(x))).",
    name="sigmoid_between_two_layers",
    points=2,
)
perceptron.gradient(
    "After backward(), the parameters of both layers and x hold a gradient.",
    name="reaches_both_layers",
)
perceptron.naming(
    "`layer1` and `layer2` are layers of your own `Linear`.",
    name="two_layers_of_your_own",
    points=2,
    hint="Which names and shapes have the parameters of your own `Linear`?",
)

# --- LinearModel --------------------------------------------------------------


@module
def linear_model(LinearModel, draw):
    """`LinearModel(ndim)` makes a Module that can be called on a tensor."""
    yield LinearModel(5), draw.normal(6, 5)
    ndim = draw.size(2, 9)
    yield LinearModel(ndim), 30 * draw.normal(1, ndim)
    yield LinearModel(3), draw.normal(3, 3)
    yield LinearModel(1), draw.normal(4, 1)


linear_model.shape(
    "`(batch, ndim)` becomes `(batch, 1)`.",
    name="one_column",
)
linear_model.value("The output is X @ weight + bias.", name="affine_map", points=2)
linear_model.gradient(
    "After backward(), weight, bias and X hold a gradient.",
    name="reaches_weight_and_bias",
)
linear_model.naming(
    "`weight` (ndim, 1) and `bias` (1,) are Parameters.",
    name="weight_and_bias",
    points=2,
)

# --- MyListDense --------------------------------------------------------------


@module(arguments="x")
def my_list_dense(MyListDense, draw):
    """`MyListDense()` makes a Module that can be called on a tensor."""
    for rows in (6, 1, 4):
        yield MyListDense(), draw.normal(rows, 4)
    yield MyListDense(), 30 * draw.normal(draw.size(20, 40), 4)


my_list_dense.shape("`(batch, 4)` becomes `(batch, 1)`.", name="one_column")
my_list_dense.value(
    "The four matrices are applied one after the other, in order.",
    name="product_in_order",
    points=2,
)
my_list_dense.gradient(
    "After backward(), all four matrices and x hold a gradient.",
    name="reaches_all_four",
)
my_list_dense.naming(
    "`params` holds three Parameters of (4, 4) and one of (4, 1), in order.",
    name="list_of_four",
    points=2,
    hint="What does a module see of a list that is one of its attributes?",
)

# --- MyDictDense --------------------------------------------------------------


@module(arguments="x, choice")
def my_dict_dense(MyDictDense, draw):
    """`MyDictDense()` makes a Module that can be called on a tensor, and on a name."""
    yield MyDictDense(), draw.normal(6, 4)
    for rows, choice in ((5, "linear2"), (1, "linear3"), (4, "linear1")):
        yield MyDictDense(), 30 * draw.normal(rows, 4), choice


my_dict_dense.value(
    'The output is x @ params[choice], and `choice` is "linear1" if left out.',
    name="product_with_the_chosen",
    points=2,
)
my_dict_dense.gradient(
    "After backward(), the chosen matrix and x hold a gradient.",
    name="reaches_the_chosen",
)
my_dict_dense.naming(
    "`params` holds the Parameters linear1, linear2 and linear3.",
    name="dict_of_three",
    points=2,
    hint="Which names and shapes does `dict(net.named_parameters())` show?",
)


@check("contract", hint="What does a dict do with a key that it does not have?")
def unknown_choice_raises(MyDictDense, draw, observe):
    """A name that there is not raises KeyError, or AttributeError."""
    net, x, found = MyDictDense(), draw.normal(3, 4), {}
    # Whether it is looked at, and what the names are, is other checks' business.
    results = [observe.attempt(net, x, name) for name in ("linear3", "linear1")]
    heeded = len({getattr(result, "shape", None) for result in results}) > 1
    for choice in ("linear9", "linear", "Linear1", ""):
        result = observe.attempt(net, x, choice)
        refused = isinstance(result, KeyError | AttributeError) or not heeded
        found[repr(choice)] = KeyError(choice) if refused else result
    return found


# --- FunctionalLinear ---------------------------------------------------------


@module(arguments="x")
def functional_linear(FunctionalLinear, draw):
    """`FunctionalLinear()`, and with two sizes, makes a Module."""
    yield FunctionalLinear(), draw.normal(6, 3)
    yield from of_two_sizes(FunctionalLinear, draw)


functional_linear.shape(
    "`(batch, in_features)` becomes `(batch, out_features)`.", name="any_sizes"
)
functional_linear.value(
    "The output is x @ weight.T + bias.", name="affine_map", points=2
)
functional_linear.gradient(
    "After backward(), weight, bias and x hold a gradient.",
    name="reaches_weight_and_bias",
)
functional_linear.naming(
    "`weight` (out_features, in_features) and `bias` (out_features,) are Parameters.",
    name="weight_and_bias",
    points=2,
)
functional_linear.init(
    "Weight and bias start with zeros only.",
    make=lambda FunctionalLinear: [FunctionalLinear(), FunctionalLinear(7, 5)],
    name="starts_with_zeros",
    hint="Which function makes a tensor of zeros?",
)

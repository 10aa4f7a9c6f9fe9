"""Checks of `convolution`: cross-correlation and friends (D2L 6, 8.5, 14.10, 14.11)."""

from dataclasses import replace
from itertools import cycle, pairwise, product

import torch

from grader import Kind, agree, check, function, if_plain_is_right, module

# --- corr2d -------------------------------------------------------------------


@function(arguments="X, K", slides="K, X")
def corr2d_calls(corr2d, draw):
    """`corr2d(X, K)` takes two tensors and returns one."""
    yield draw.normal(5, 6), draw.normal(2, 2)
    kh, kw = draw.sizes(2, 1, 4)  # neither the kernel nor the result is square
    height, width = draw.sizes(2, 2, 6)
    yield draw.normal(height + kh - 1, width + kw - 1), draw.normal(kh, kw)
    yield 30 * draw.normal(4, 7), draw.normal(1, 2)  # as the lesson's edge detector
    yield draw.normal(6, 5), draw.normal(4, 1) * torch.tensor([[1], [0], [1], [1]])
    yield draw.normal(1, 4), draw.normal(1, 1)
    yield draw.normal(7, 1), draw.normal(7, 1)  # and larger than others may be


corr2d_calls.shape(
    "The output has shape (nh - kh + 1, nw - kw + 1).",
    name="shrinks_by_the_kernel",
    points=2,
)
corr2d_calls.value(
    "Each output is the sum of a window of X times the kernel.",
    name="cross_correlation",
    points=3,
)
corr2d_calls.gradient(
    "Gradients reach both the input and the kernel.",
    name="reaches_input_and_kernel",
    points=2,
    draws=2,  # of one, a slope may be too small to be told from rounding
)
corr2d_calls.dtype(name="keeps_the_input_dtype")
corr2d_calls.device(points=2)


@check("rule", hint="Which functions would do the whole exercise for you?")
def no_library_convolution(corr2d, draw, observe):
    """It is written without a library convolution (`F.conv*`, `np.correlate`)."""
    x, kernel = draw.normal(5, 6), draw.normal(*[draw.size(2, 3)] * 2)
    return observe.operators(r"conv(\d|ol|_)|correl", lambda: corr2d(x, kernel))


# --- Conv2D -------------------------------------------------------------------


@module
def conv2d_layer(Conv2D, draw):
    """`Conv2D(kernel_size)` makes a Module that can be called on a tensor."""
    yield Conv2D((2, 3)), draw.normal(5, 7)
    yield Conv2D((3, 1)), 30 * draw.normal(3, draw.size(2, 6))
    yield Conv2D((1, 1)), draw.normal(1, 4)
    kh, kw = draw.sizes(2, 2, 5)  # as large as the image
    yield Conv2D((kh, kw)), draw.normal(kh, kw)


conv2d_layer.shape("The output is as small as that of `corr2d`.")
conv2d_layer.value(
    "The output is the cross-correlation of X and weight, plus bias.",
    name="cross_correlation_plus_bias",
    points=2,
)
conv2d_layer.gradient(
    "After backward(), weight, bias and X hold a gradient.",
    name="reaches_weight_and_bias",
)
conv2d_layer.naming(
    "`weight` of the kernel's size and `bias` (1,) are Parameters.",
    name="weight_and_bias",
    points=2,
)


@check("init", hint="Which function draws uniformly, and which makes zeros?")
def uniform_weight_and_zero_bias(Conv2D, draw):
    """The weight starts as uniform numbers, of any range, and the bias as zero."""
    held = [draw.tensors(Conv2D((90, 70))) for _ in range(2)]
    weight, bias = (
        torch.cat([one[name].detach().ravel() for one in held])
        for name in ("weight", "bias")
    )
    weight = (weight - weight.min()) / (weight.max() - weight.min())
    return {"weight": weight, "bias": bias}


# --- conv_output_size ---------------------------------------------------------


@function(
    arguments="size, kernel, padding, stride, dilation",
    result=lambda found: tuple(found) if isinstance(found, list) else found,
)
def sizes(conv_output_size):
    """It takes two to five arguments, and returns an integer, or a pair of them."""
    yield 8, 3
    yield 9, 4, 1, 2, 2
    yield (8, 6), (3, 2), (1, 0), (2, 1), (1, 3)
    yield (8, 6), (3, 2)


sizes.decline(**dict.fromkeys(("dtype", "strides", "device"), "it takes no tensors"))


def fits(n, k, p, s, d):
    """Whether a kernel fits along one side."""
    return n + 2 * p > d * (k - 1)


def along_one_side():
    """List arguments for one side, where the kernel fits."""
    some = product(range(1, 10), range(1, 5), range(3), range(1, 4), range(1, 4))
    return [*filter(lambda side: fits(*side), some), (224, 11, 2, 4, 1)]


def along_two_sides():
    """Pair sides that have arguments in common, in every choice of the others."""
    choices = cycle(list(product((False, True), repeat=5))[1:])
    for own, (one, next_one) in zip(
        choices, pairwise(along_one_side()[::5]), strict=False
    ):
        both = list(zip(own, one, next_one, strict=True))
        other = [b if mine else a for mine, a, b in both]
        if fits(*other):
            yield one, other, [(a, b) if mine else a for mine, a, b in both]


@check("value", points=3, draws=1)
def as_often_as_it_fits(conv_output_size, observe):
    """A side has floor((n + 2 padding - dilation (k - 1) - 1) / stride) + 1."""
    found = {}
    for side in along_one_side():
        given = list(side)
        for default in (1, 1, 0):  # left out, as one does
            if given[-1] != default or len(given) == 2:
                break
            given.pop()
        found[", ".join(map(str, given))] = observe.attempt(conv_output_size, *given)
    return found


def as_its_own_sides(student, reference, precise=None):
    """Pairs of sizes are right, or what the student's own function gives for each."""
    for label, (pair, *_) in reference.items():
        mine, *sides = student[label] if isinstance(student, dict) else [None]
        refused = not isinstance(mine, list) and not all(type(n) is int for n in sides)
        wrong = agree({label: mine}, {label: pair}, precise)
        if wrong and not refused and mine != sides:
            return wrong
    return None


@check(
    "value",
    points=2,
    draws=1,
    compare=as_its_own_sides,
)
def each_side_by_itself(conv_output_size, observe):
    """With a pair among the arguments, each side has its own, or what both share."""
    found = {}
    for one, other, given in along_two_sides():
        sides = [observe.attempt(conv_output_size, *side) for side in (one, other)]
        pair = observe.attempt(conv_output_size, *given)
        pair = list(pair) if isinstance(pair, tuple) else pair  # either is a pair
        found[", ".join(map(str, given))] = [pair, *sides]
    return found


@check("contract", points=2, hint="How large is what the kernel covers?")
def refuses_what_does_not_fit(conv_output_size, observe):
    """Where the kernel does not fit, ValueError is raised."""
    found = {}
    for given, alike, size in (
        ((2, 3), (3, 3), 1),
        ((1, 4), (4, 4), 1),
        ((4, 5, 0, 2), (4, 3, 0, 2), 1),
        ((4, 5, 0, 3), (4, 3, 0, 3), 1),
        ((2, 5, 1), (3, 5, 1), 1),
        ((4, 3, 0, 1, 2), (8, 3, 0, 1, 2), 4),
        (((8, 2), 3), ((8, 9), 3), (6, 7)),
        (((2, 8), (3, 3)), ((9, 8), (3, 3)), (7, 6)),
    ):
        # Whether such a call is understood is another check's business.
        known = observe.attempt(conv_output_size, *alike)
        result = observe.attempt(conv_output_size, *given)
        found[str(given)] = result if known == size else ValueError()
    return found


# --- comp_conv2d --------------------------------------------------------------


@function(arguments="conv2d, X")
def one_image(comp_conv2d, draw):
    """`comp_conv2d(conv2d, X)` takes a layer and a tensor, and returns a tensor."""

    def layer(*sizes, **options):
        return draw.parameters(torch.nn.Conv2d(1, 1, *sizes, **options))

    yield layer(3, padding=1), draw.normal(4, 5)
    yield layer((2, 3), stride=(1, 2), padding=(0, 1)), 30 * draw.normal(6, 4)
    yield layer((1, 3)), draw.normal(4, 3)  # one column
    yield layer((2, 1)), draw.normal(2, draw.size(2, 5))  # one row
    yield layer(1), draw.normal(1, 3)
    yield layer(2), draw.normal(2, 2)
    norm = torch.nn.BatchNorm2d(1).eval()  # which insists on four dimensions
    yield torch.nn.Sequential(layer(2), norm), draw.normal(3, 5)


one_image.shape(
    "A matrix becomes a matrix, also of one row or one column.",
    name="two_dimensions",
    points=2,
)
one_image.value("The result is what the layer gives for the image.", points=2)
one_image.gradient("Gradients reach X.", name="reaches_the_image")

# --- corr2d_multi_in ----------------------------------------------------------


@function(arguments="X, K")
def several_in(corr2d_multi_in, draw):
    """`corr2d_multi_in(X, K)` takes two tensors and returns one."""
    yield draw.normal(2, 5, 5), draw.normal(2, 3, 2)
    yield draw.normal(3, 5, 3), draw.normal(3, 1, 2)
    yield 30 * draw.normal(1, 3, 4), draw.normal(1, 2, 2)
    channels, kh, kw = draw.sizes(3, 2, 5)
    yield draw.normal(channels, kh, kw), draw.normal(channels, kh, kw)
    yield draw.normal(4, 1, 3), draw.normal(4, 1, 1)


several_in.shape(
    "(channels, h, w) becomes (h', w').",
    name="channels_are_summed",
)
several_in.value(
    "Each channel meets its own slice of the kernel, and the results are summed.",
    name="sum_over_channels",
    points=2,
)
several_in.gradient("Gradients reach X and K.")

# --- corr2d_multi_in_out ------------------------------------------------------


@function(arguments="X, K")
def several_out(corr2d_multi_in_out, draw):
    """`corr2d_multi_in_out(X, K)` takes two tensors and returns one."""
    yield draw.normal(2, 4, 5), draw.normal(3, 2, 3, 2)
    yield draw.normal(3, 5, 3), draw.normal(2, 3, 1, 2)
    yield 30 * draw.normal(2, 3, 4), draw.normal(1, 2, 2, 2)
    yield draw.normal(1, 4, 3), draw.normal(3, 1, 2, 1)
    channels, kh, kw = draw.sizes(3, 2, 5)
    yield draw.normal(channels, kh, kw), draw.normal(channels, channels, kh, kw)
    yield draw.normal(3, 2, 3), draw.normal(2, 3, 1, 1)  # a kernel for each pixel


several_out.shape(
    "(ci, h, w) and (co, ci, kh, kw) make (co, h', w').",
    name="one_channel_a_kernel",
)
several_out.value(
    "Each output channel is `corr2d_multi_in` of X and one kernel, in order.",
    name="one_map_a_kernel",
    points=2,
)
several_out.gradient("Gradients reach X and K.")

# --- pool2d -------------------------------------------------------------------


@function(arguments="X, pool_size, mode")
def pools(pool2d, draw):
    """`pool2d(X, pool_size)`, and with a mode, returns a tensor."""
    yield draw.normal(4, 6), (2, 3)
    yield draw.normal(5, 4), (3, 1), "avg"
    p, q = draw.sizes(2, 2, 5)
    yield draw.normal(p, q), (p, q), "max"
    yield draw.normal(p, q + 1), (p, q), "avg"
    yield draw.normal(4, 3) - 9, (2, 2), "max"  # nothing above zero
    yield 30 * draw.normal(1, 3), (1, 1), "avg"
    yield draw.normal(3, 1), (2, 1)


pools.shape(
    "The output has shape (h - p + 1, w - q + 1).",
    name="shrinks_by_the_window",
)
pools.value(
    "Each output is the greatest element, or the average, of a window.",
    name="max_or_avg",
    points=3,
)
pools.gradient("Gradients reach X.", name="reaches_x")


@check(
    "value",
    compare=if_plain_is_right,
)
def greatest_more_than_once(pool2d, draw):
    """Where several elements are the greatest, that number is the result."""
    zeros_and_ones = draw.integers(4, 5, low=0, high=1).to(draw.dtype)
    alike = zeros_and_ones, 0 * zeros_and_ones + 2
    return {
        "plain": pool2d(draw.normal(4, 5).exp(), (2, 2)),
        "then": [pool2d(X, (2, 2)) for X in alike],
    }


@check("contract", hint="What should become of a word that is neither?")
def unknown_mode_raises(pool2d, draw, observe):
    """A mode other than "max" and "avg" raises ValueError."""
    X = draw.normal(3, 4)
    modes = "min", "median", ""
    return {repr(mode): observe.attempt(pool2d, X, (2, 2), mode) for mode in modes}


# --- trans_conv ---------------------------------------------------------------


@function(arguments="X, K")
def scattered(trans_conv, draw):
    """`trans_conv(X, K)` takes two tensors and returns one."""
    yield draw.normal(3, 4), draw.normal(2, 3)
    height, width, kh, kw = draw.sizes(4, 2, 6)
    yield draw.normal(height, width), draw.normal(kh, kw)
    yield 30 * draw.normal(2, 2), draw.normal(3, 4)  # the kernel is the larger one
    yield draw.normal(1, 3), draw.normal(2, 1)
    yield draw.normal(1, 1), draw.normal(1, 2)
    yield draw.normal(2, 3), draw.normal(1, 1)
    yield draw.normal(3, 3), draw.normal(2, 2)


scattered.shape(
    "The output has shape (h + kh - 1, w + kw - 1).",
    name="grows_by_the_kernel",
    points=2,
)
scattered.value(
    "Each element of X adds its share of the kernel, and shares add up.",
    name="shares_add_up",
    points=3,
)
scattered.gradient("Gradients reach both the input and the kernel.", points=2)

# --- bilinear_kernel ----------------------------------------------------------


@function(arguments="in_channels, out_channels, kernel_size")
def kernels(bilinear_kernel):
    """`bilinear_kernel(in_channels, out_channels, kernel_size)` returns a tensor."""
    yield 1, 1, 3
    yield 2, 2, 4
    yield from ((3, 3, 5), (1, 1, 1), (2, 2, 2), (1, 1, 7), (4, 4, 6), (2, 2, 16))


kernels.shape("The kernel has the shape of `nn.ConvTranspose2d`'s weight.")
kernels.value(
    "The weights rise evenly to the middle and fall, on the diagonal of channels.",
    name="bilinear_on_the_diagonal",
    points=3,
)
kernels.dtype("The kernel is of float32.", name="float32")
kernels.decline(strides="it takes no tensors")

# --- BatchNorm ----------------------------------------------------------------


@module
def batch_norm(BatchNorm, draw):
    """`BatchNorm(num_features, momentum, eps)` makes a Module, for 2-D and 4-D."""
    yield BatchNorm(3), draw.normal(5, 3)
    channels, height, width = draw.sizes(3, 2, 5)
    yield BatchNorm(channels).eval(), draw.normal(2, channels, height, width)
    yield BatchNorm(channels, 0.3), 30 * draw.normal(2, channels, height, width)
    yield BatchNorm(2, 0.2, 0.5).eval(), draw.normal(3, 2)
    yield BatchNorm(4), draw.normal(1, 4, 1, 5)
    yield BatchNorm(1), draw.normal(4, 1)


batch_norm.shape("The output has the shape of X.", name="keeps_the_shape")
batch_norm.naming(
    "`gamma`, `beta` are Parameters of (num_features,), the moving ones buffers.",
    name="two_parameters_two_buffers",
    points=2,
)
batch_norm.init(
    "gamma and moving_var start at one, beta and moving_mean at zero.",
    make=lambda BatchNorm: [BatchNorm(3), BatchNorm(8)],
    name="starts_as_identity",
    hint="By what is multiplied, and what is added, before anything is learned?",
)
batch_norm.decline(mode="evaluation is asked for, and has a check of its own")


@check("value", points=3)
def normalised_by_the_batch(BatchNorm, draw, observe):
    """In training, mean and variance of the batch itself normalise each feature."""
    found = {}
    for scale, *rest, shape in BATCHES:
        layer = draw.parameters(BatchNorm(shape[1], *rest))
        X = scale * (draw.normal(*shape) + 1)
        found[f"X {shape}, values times {scale}"] = observe.attempt(layer, X)
    return found


BATCHES = (
    (1, 0.3, 0.5, (4, 3)),
    (30, (5, 2)),
    (1, 0.3, 0.5, (3, 2, 2, 4)),
    (3e-3, (2, 3, 4, 1)),  # a variance of the size of eps
    (1, (1, 2, 2, 3)),
)


@check(
    "value",
    points=2,
    compare=if_plain_is_right,
)
def moving_statistics(BatchNorm, draw):
    """Each batch in training moves them by momentum, the variance unbiased."""
    found, outputs = {}, []
    for momentum in ((), (0.3,)):
        layer = draw.parameters(BatchNorm(3, *momentum))
        for shape in ((5, 3), (4, 3), (2, 3, 2, 2)):
            outputs.append(layer(3 * draw.normal(*shape) + 1))
            held = draw.again().buffers(layer)
            label = f"after X {shape}, with momentum {momentum or 'left out'}"
            found[label] = {name: one.clone() for name, one in held.items()}
    return {"plain": outputs, "then": found}


def by_mode(student, reference, precise=None):
    """Compare what depends on the mode; other wrong values are another check's."""
    if not isinstance(student, dict):
        return agree(student, reference)
    trained = reference["in training"]
    is_right = agree(student.get("in training"), trained) is None
    for what, expected in reference.items():
        mine = student.get(what)
        wrong = None if what == "in training" else agree({what: mine}, {what: expected})
        if wrong:
            exchanged = is_right or agree(mine, trained) is None
            return replace(wrong, aspect=Kind.MODE if exchanged else Kind.VALUE)
    return None


@check("mode", points=3, compare=by_mode, hint="What does `layer.eval()` set?")
def moving_ones_in_evaluation(BatchNorm, draw, observe):
    """In evaluation, the moving statistics normalise, and stay as they are."""
    layer, trained = BatchNorm(3, 0.1, 0.5).eval(), BatchNorm(3, 0.1, 0.5)
    draw.parameters(layer)
    draw.again().parameters(trained)  # with the same values
    batches = draw.normal(2, 3, 2, 2), draw.normal(4, 3)
    found = {"in evaluation": [observe.attempt(layer, X.clone()) for X in batches]}
    found["a single row"] = observe.attempt(layer, draw.normal(1, 3))
    found["statistics after evaluation"] = draw.again().buffers(layer)
    found["in training"] = [observe.attempt(trained, X.clone()) for X in batches]
    with torch.no_grad():
        found["in training without gradients"] = observe.attempt(trained, batches[1])
    return found


@check("gradient", points=2, hint="Which step to the output does autograd not record?")
def reaches_gamma_beta_and_input(BatchNorm, draw, observe):
    """After backward(), gamma, beta and X hold a gradient, in either mode."""

    def output():
        with torch.enable_grad():  # for slopes, too: the mode is not autograd's
            return layer(X)

    found = {}
    for training, shape in ((True, (4, 3)), (True, (2, 3, 2, 2)), (False, (4, 3))):
        layer, X = draw.parameters(BatchNorm(3)).train(training), draw.normal(*shape)
        mode = f"X {shape} in {'training' if training else 'evaluation'}"
        of = {f"{name}, {mode}": x for name, x in draw.tensors(layer).items()}
        found |= observe.gradients(output, {**of, f"X, {mode}": X})
    return found

"""Checks of `convolution`: cross-correlation by hand (D2L 6.2)."""

from __future__ import annotations

import torch

from grader import check
from grader.comparing.kinds import fitting_values

# --- corr2d -------------------------------------------------------------------


@check("contract")
def can_be_called(corr2d, draw, observe):
    """`corr2d(X, K)` takes two tensors and returns one."""
    return observe.call(corr2d, draw.normal(4, 5), draw.normal(2, 2))


def input_and_kernel(draw):
    """Draw an input and a kernel; neither the kernel nor the output is square."""
    kh, kw = draw.sizes(2, 1, 4)
    height, width = draw.sizes(2, 2, 6)
    return draw.normal(height + kh - 1, width + kw - 1), draw.normal(kh, kw)


@check("shape", points=2, hint="How often does the kernel fit, down and across?")
def shrinks_by_the_kernel(corr2d, draw):
    """The output has shape (nh - kh + 1, nw - kw + 1)."""
    full, single = (draw.normal(4, 5), draw.normal(4, 5)), draw.normal(1, 1)
    pairs = (input_and_kernel(draw), full, (draw.normal(3, 3), single))
    return [corr2d(x, kernel) for x, kernel in pairs]


def square_kernel(draw):
    """Draw an input and a square kernel; sizes are the shape check's business."""
    return draw.normal(5, 6), draw.normal(*[draw.size(2, 3)] * 2)


def windows(draw):
    """Draw inputs and kernels: square, rectangular, of one element, of full size."""
    return [
        square_kernel(draw),
        input_and_kernel(draw),
        (draw.normal(3, 3), draw.normal(1, 1)),
        (draw.normal(4, 5), draw.normal(4, 5)),
    ]


@check(
    "value",
    points=3,
    hint="Which element of the kernel meets X[0, 0] first?",
    compare=fitting_values,
)
def cross_correlation(corr2d, draw, observe):
    """Each output is the sum of a window of X times the kernel."""
    (x, kernel), *others = windows(draw)
    return [corr2d(x, kernel), *(observe.attempt(corr2d, y, k) for y, k in others)]


@cross_correlation.mistake(
    "the kernel is flipped: this is a convolution, not a cross-correlation"
)
def flipped(corr2d, draw):
    return [corr2d(x, kernel.flip(0, 1)) for x, kernel in windows(draw)]


@cross_correlation.mistake("the windows are averaged, not summed")
def averaged(corr2d, draw):
    return [corr2d(x, kernel) / kernel.numel() for x, kernel in windows(draw)]


@cross_correlation.mistake("the kernel is not used: the windows are only summed")
def kernel_unused(corr2d, draw):
    return [corr2d(x, torch.ones_like(kernel)) for x, kernel in windows(draw)]


@check("gradient", points=2, hint="Which steps does autograd not see?")
def reaches_input_and_kernel(corr2d, draw, observe):
    """Gradients reach both the input and the kernel."""
    x, kernel = square_kernel(draw)
    return observe.gradients(lambda: corr2d(x, kernel), {"X": x, "K": kernel})


@check("dtype", hint="What dtype does a new tensor of zeros have?")
def keeps_the_input_dtype(corr2d, draw):
    """The result has the dtype of the input, float32 as well as float64."""
    x, kernel = square_kernel(draw)
    return [corr2d(x.float(), kernel.float()), corr2d(x.double(), kernel.double())]


@check("device", points=2, hint="On which device is a new tensor of zeros?", draws=1)
def stays_on_the_device(corr2d, draw, gpus):
    """The result is on the device of X and K: on any GPU, or on the CPU."""
    (x, kernel), found = square_kernel(draw), {}
    for count, place in ((0, "cpu"), (1, "cuda:0"), (4, "cuda:3"), (4, "cpu")):
        machine = f"with {count} GPU{'' if count == 1 else 's'}"
        with gpus(count):
            result = corr2d(x.to(place), kernel.to(place))
            found[f"{machine}, X and K on {place}"] = result
    return found


@check("rule", hint="Which functions would do the whole exercise for you?")
def no_library_convolution(corr2d, draw, observe):
    """It is written without a library convolution (`F.conv*`, `nn.Conv*`)."""
    x, kernel = square_kernel(draw)
    return observe.operators(r"conv(\d|ol|_)", lambda: corr2d(x, kernel))

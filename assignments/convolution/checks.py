"""Checks of `convolution`: cross-correlation by hand (D2L 6.2)."""

import torch

from grader import check, function

# --- corr2d -------------------------------------------------------------------


@function(arguments="X, K")
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
    hint="How often does the kernel fit, down and across?",
)
corr2d_calls.value(
    "Each output is the sum of a window of X times the kernel.",
    name="cross_correlation",
    points=3,
    hint="Which element of the kernel meets X[0, 0] first?",
)
corr2d_calls.gradient(
    "Gradients reach both the input and the kernel.",
    name="reaches_input_and_kernel",
    points=2,
)
corr2d_calls.dtype(name="keeps_the_input_dtype")
corr2d_calls.device(points=2)


@check("rule", hint="Which functions would do the whole exercise for you?")
def no_library_convolution(corr2d, draw, observe):
    """It is written without a library convolution (`F.conv*`, `np.correlate`)."""
    x, kernel = draw.normal(5, 6), draw.normal(*[draw.size(2, 3)] * 2)
    return observe.operators(r"conv(\d|ol|_)|correl", lambda: corr2d(x, kernel))

"""Cross-correlation and friends (D2L 6.2 to 6.5, 8.5, 14.10, 14.11).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.

`python -m doctest convolution.py` runs the examples of the docstrings, and prints
those that do not hold.
"""

from collections.abc import Callable

import torch
from torch import nn


def corr2d(X: torch.Tensor, K: torch.Tensor) -> torch.Tensor:
    """Slide the kernel K over X: the cross-correlation in two dimensions.

    This is what a "convolutional" layer computes: the same few weights look at every
    place of an image. Element (i, j) of the result is the sum of the products of K
    with the window of X whose upper left corner is (i, j). K is not flipped.

        X            K         result
        0 1 2
        3 4 5   *    0 1   =   19 25        19 = 0*0 + 1*1 + 3*2 + 4*3
        6 7 8        2 3       37 43

    - Gradients flow back to X and to K.
    - The result has X's dtype and is on X's device; K shares both. (The lesson's
      function always gives float32 on the CPU, whatever it gets. Yours follows X.)
    - You compute it yourself: the convolutions of libraries (`F.conv2d` and its
      relatives, `nn.Conv2d` and its relatives, SciPy) are not allowed.

    Shape:
        X is (height, width), K is (kernel height, kernel width), no larger than
        X and not always square. The result is
        (height - kernel height + 1, width - kernel width + 1).

    Free: everything else. Loops, slices, `unfold` and `einsum` are all welcome.

    Example:
        >>> X = torch.arange(9.0).reshape(3, 3)
        >>> K = torch.tensor([[0.0, 1.0], [2.0, 3.0]])
        >>> corr2d(X, K).round().tolist()  # the picture above
        [[19.0, 25.0], [37.0, 43.0]]
        >>> corr2d(X, K[:1]).shape  # a kernel of one row fits three times
        torch.Size([3, 2])
    """
    raise NotImplementedError("TODO: compute the cross-correlation")


class Conv2D(nn.Module):
    """A convolutional layer with a kernel that it learns.

    Nobody designs the kernels of a convolutional network. They are Parameters, begin
    as random numbers, and become what the data asks for. This layer is your `corr2d`,
    with a kernel of its own, and a bias that is added to every element:

        X  ->  corr2d(X, weight)  ->  + bias  ->  result

    `Conv2D(kernel_size)` takes a pair, (kernel height, kernel width), and has two
    attributes:

    - `weight`, an `nn.Parameter` of that shape. It starts with numbers drawn from a
      uniform distribution (the lesson's are from 0 to 1; the range is yours);
    - `bias`, an `nn.Parameter` of shape (1,), which starts at zero.

    Free: how the result is computed. Your own `corr2d` is at hand, and the functions
    of torch are allowed here.

    Source: D2L 6.2.2.

    Example:
        >>> layer = Conv2D((1, 2))
        >>> layer.weight.shape, layer.bias.tolist()
        (torch.Size([1, 2]), [0.0])
        >>> with torch.no_grad():
        ...     _ = layer.weight.copy_(torch.tensor([[1.0, -1.0]]))
        ...     _ = layer.bias.fill_(10.0)
        >>> layer(torch.tensor([[1.0, 1.0, 0.0]])).tolist()  # an edge: 1 - 0 + 10
        [[10.0, 11.0]]
    """

    def __init__(self, kernel_size: tuple[int, int]) -> None:
        raise NotImplementedError("TODO: create both parameters")

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return the cross-correlation of X and `weight`, plus `bias`.

        Gradients flow back to `weight`, `bias` and X.

        Shape:
            X is (height, width), one image without batch or channels. The result is
            (height - kernel height + 1, width - kernel width + 1).
        """
        raise NotImplementedError("TODO: compute the result")


def conv_output_size(
    size: int | tuple[int, int],
    kernel: int | tuple[int, int],
    padding: int | tuple[int, int] = 0,
    stride: int | tuple[int, int] = 1,
    dilation: int | tuple[int, int] = 1,
) -> int | tuple[int, int]:
    """Return how large the result of a convolution is.

    Who builds a network has to know this for every layer. Along one side, a kernel of
    k weights that are `dilation` apart covers dilation * (k - 1) + 1 elements. It
    starts at the first element of the padded input, and moves on by `stride` for as
    long as it still fits:

        size 5, padding 1        0 a b c d e 0
        kernel 3, stride 2       |---|
                                     |---|
                                         |---|     three times: the result has size 3

        floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1

    - `padding` is what is added on each of both ends.
    - Every argument is an integer, or a pair for (height, width): a tuple of two
      integers, such as the shape of an image. The kinds may be mixed, and an integer
      then holds for both sides.
    - The result is an integer if all arguments are integers, and otherwise a pair
      of integers.

    Raises:
        ValueError: The kernel does not fit into the padded input, be it along one side
            only. (One that fits exactly once is fine, and gives 1.)

    Source: D2L 6.3, where it is a pair of formulas, and torch's page on `nn.Conv2d`.

    Example:
        >>> conv_output_size(5, 3, 1, 2)  # the picture above
        3
        >>> height, width = conv_output_size((8, 6), 3)
        >>> height, width
        (6, 4)
        >>> height, width = conv_output_size(8, (3, 5), (0, 1), (3, 4))
        >>> height, width
        (2, 2)
        >>> try:
        ...     conv_output_size(2, 3)
        ... except ValueError:
        ...     print("does not fit")
        does not fit
    """
    raise NotImplementedError("TODO: compute the size of each side")


def comp_conv2d(
    conv2d: Callable[[torch.Tensor], torch.Tensor], X: torch.Tensor
) -> torch.Tensor:
    """Apply a convolutional layer of torch to a single image.

    torch's layers want a batch of images with channels, (batch, channels, height,
    width). To try one out on a matrix, give it a batch of one image with one channel,
    and take both dimensions off the result again:

        (h, w)  ->  (1, 1, h, w)  ->  conv2d  ->  (1, 1, h', w')  ->  (h', w')

    `conv2d` is a layer with one channel in and one channel out, such as
    `nn.Conv2d(1, 1, kernel_size=3)`. It is called once, and on a tensor with four
    dimensions: what else is a network of such layers may insist on them.

    The result has two dimensions, always. Mind images, and results, that have only one
    row or one column: they keep it. Gradients flow back to X and to the layer.

    Free: which of the many ways to add and remove a dimension you take.

    Source: D2L 6.3.1.

    Example:
        >>> layer = nn.Conv2d(1, 1, kernel_size=3, padding=1)
        >>> comp_conv2d(layer, torch.zeros(8, 6)).shape
        torch.Size([8, 6])
        >>> layer = nn.Conv2d(1, 1, kernel_size=(1, 3))
        >>> comp_conv2d(layer, torch.zeros(4, 3)).shape  # one column stays a column
        torch.Size([4, 1])
    """
    raise NotImplementedError("TODO: add two dimensions, apply the layer, remove them")


def corr2d_multi_in(X: torch.Tensor, K: torch.Tensor) -> torch.Tensor:
    """Cross-correlate an image of several channels with a kernel of as many.

    A picture has three channels: red, green and blue. Each is cross-correlated with
    its own slice of the kernel, and the results are summed, so that one map is left:

        X[0] * K[0]   +   X[1] * K[1]   +   ...   ->   one (h', w')

    Gradients flow back to X and K. The result has X's dtype and is on X's device; K
    shares both.

    Shape:
        X is (channels, height, width), K is (channels, kernel height, kernel width),
        with one channel or more. The result has no channels:
        (height - kernel height + 1, width - kernel width + 1).

    Free: how it is computed. Your own `corr2d` is at hand, and the functions of torch
    are allowed here.

    Source: D2L 6.4.1.

    Example:
        >>> X = torch.stack([torch.arange(9.0), torch.arange(1.0, 10.0)])
        >>> K = torch.stack([torch.arange(4.0), torch.arange(1.0, 5.0)])
        >>> X, K = X.reshape(2, 3, 3), K.reshape(2, 2, 2)
        >>> corr2d_multi_in(X, K).round().tolist()  # 19 of the first, 37 of the second
        [[56.0, 72.0], [104.0, 120.0]]
    """
    raise NotImplementedError("TODO: sum over the channels")


def corr2d_multi_in_out(X: torch.Tensor, K: torch.Tensor) -> torch.Tensor:
    """Cross-correlate an image of several channels with several kernels.

    One kernel finds one kind of thing: an edge, a corner. A layer has many, and each
    makes an output channel of its own out of *all* input channels:

        X                     K[0]  ->  result[0]
        (ci, h, w)      with  K[1]  ->  result[1]       stacked: (co, h', w')
                              ...

    Gradients flow back to X and K. The result has X's dtype and is on X's device; K
    shares both.

    Shape:
        X is (ci, height, width), K is (co, ci, kernel height, kernel width), with ci
        and co of 1 or more. The result is
        (co, height - kernel height + 1, width - kernel width + 1), also where co is 1.

    Free: how it is computed. Your own `corr2d_multi_in` is at hand, and the functions
    of torch are allowed here.

    Source: D2L 6.4.2.

    Example:
        >>> X = torch.ones(2, 3, 3)
        >>> K = torch.ones(3, 2, 2, 2) * torch.tensor([1.0, 2.0, 3.0]).view(3, 1, 1, 1)
        >>> Y = corr2d_multi_in_out(X, K)
        >>> Y.shape
        torch.Size([3, 2, 2])
        >>> Y[:, 0, 0].round().tolist()  # 2 channels of 4 ones, times 1, 2 and 3
        [8.0, 16.0, 24.0]
    """
    raise NotImplementedError("TODO: make one channel of the result for each kernel")


def pool2d(
    X: torch.Tensor, pool_size: tuple[int, int], mode: str = "max"
) -> torch.Tensor:
    """Slide a window over X, and keep the greatest element, or the average, of each.

    Pooling makes a network less sensitive to where exactly something stands. It has
    nothing to learn. The window moves by one element at a time, as in `corr2d`:

        X            (2, 2), "max"         (2, 2), "avg"
        0 1 2
        3 4 5           4 5                   2 3
        6 7 8           7 8                   5 6

    - `mode` is "max" or "avg", and "max" if left out. Where several elements of a
      window are the greatest, that number is the result all the same.
    - Gradients flow back to X. The result has X's dtype and is on X's device. (The
      lesson's function always gives float32 on the CPU. Yours follows X.)

    Args:
        X: (height, width), of floating-point numbers of any sign.
        pool_size: (p, q), height and width of the window, no larger than X.
        mode: What to keep of each window.

    Returns:
        (height - p + 1, width - q + 1).

    Raises:
        ValueError: `mode` is neither "max" nor "avg", such as "min".

    Free: how it is computed; the functions of torch are allowed here.

    Source: D2L 6.5.1.

    Example:
        >>> X = torch.arange(9.0).reshape(3, 3)
        >>> pool2d(X, (2, 2)).tolist()
        [[4.0, 5.0], [7.0, 8.0]]
        >>> pool2d(X, (1, 3), "avg").round().tolist()
        [[1.0], [4.0], [7.0]]
    """
    raise NotImplementedError("TODO: refuse other modes, then pool every window")


def trans_conv(X: torch.Tensor, K: torch.Tensor) -> torch.Tensor:
    """Compute the basic transposed convolution of X and K.

    A convolution gathers: a window of its input makes one element of the result. A
    transposed convolution scatters: *one* element of X, times the whole kernel, is
    added to a window of the result. So the result is larger than X, and networks that
    draw pictures use it. Where windows overlap, the products add up:

        X        K            result
        0 1      0 1      .  .  .     .  0  1     .  .  .     .  .  .      0  0  1
        2 3  ,   2 3  ->  .  .  .  +  .  2  3  +  0  2  .  +  .  0  3  =   0  4  6
                          .  .  .     .  .  .     4  6  .     .  6  9      4 12  9
                          0 * K       1 * K       2 * K       3 * K

    Element (i, j) of X belongs to the window of the result whose upper left corner is
    (i, j). K is not flipped.

    Gradients flow back to X and K. The result has X's dtype and is on X's device; K
    shares both. (The lesson's function always gives float32 on the CPU.)

    Shape:
        X is (height, width), K is (kernel height, kernel width), of any two sizes: K
        may be the larger one. The result is
        (height + kernel height - 1, width + kernel width - 1).

    Free: how it is computed; the functions of torch are allowed here.

    Source: D2L 14.10.1.

    Example:
        >>> X = torch.tensor([[0.0, 1.0], [2.0, 3.0]])
        >>> trans_conv(X, X).round().tolist()  # the picture above
        [[0.0, 0.0, 1.0], [0.0, 4.0, 6.0], [4.0, 12.0, 9.0]]
        >>> trans_conv(torch.ones(1, 3), torch.ones(2, 1)).shape
        torch.Size([2, 3])
    """
    raise NotImplementedError("TODO: add each element's share of the kernel")


def bilinear_kernel(
    in_channels: int, out_channels: int, kernel_size: int
) -> torch.Tensor:
    """Make the weight with which `nn.ConvTranspose2d` enlarges images smoothly.

    A transposed convolution that starts with this kernel does bilinear interpolation,
    and learns from there. Along one side the weights rise in even steps to the middle,
    and fall again; the kernel is the product of two such sides:

        kernel_size 3:   1/2  1  1/2            an odd one has an element in its middle
        kernel_size 4:   1/4  3/4  3/4  1/4     an even one has its middle between two

    In numbers: with factor = (kernel_size + 1) // 2, and the centre at
    (kernel_size - 1) / 2, an index or halfway between two, the weight of index i along
    a side is 1 - |i - centre| / factor.

    - Each channel is enlarged by itself: kernel number c of the diagonal, from channel
      c to channel c, is the one described, and all others are zeros.
    - The result is a new float32 tensor on the CPU.

    Args:
        in_channels: Number of channels, 1 or more.
        out_channels: The same number.
        kernel_size: Height and width of the kernel, 1 or more.

    Returns:
        (in_channels, out_channels, kernel_size, kernel_size), the shape of the weight
        of `nn.ConvTranspose2d(in_channels, out_channels, kernel_size)`.

    Free: how it is computed.

    Source: D2L 14.11.3.

    Example:
        >>> (4 * bilinear_kernel(1, 1, 3)[0, 0]).round().tolist()
        [[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]]
        >>> weight = bilinear_kernel(2, 2, 4)
        >>> (16 * weight[1, 1, 1]).round().tolist()  # 3/4 times a side
        [3.0, 9.0, 9.0, 3.0]
        >>> weight[0, 1].abs().sum().item()  # none from channel 0 to channel 1
        0.0
    """
    raise NotImplementedError("TODO: make one kernel, and put it on the diagonal")


class BatchNorm(nn.Module):
    """Batch normalisation, written from scratch.

    Deep networks learn faster where the numbers inside stay of one size. This layer
    gives every feature, over the batch, mean 0 and variance 1, and then lets the net
    choose another scale and shift:

        result = gamma * (X - mean) / sqrt(variance + eps) + beta

    In *training*, mean and variance are those of the batch, one of each per feature.
    Of images, (n, c, h, w), the features are the channels: the mean runs over batch,
    height and width. This variance is the biased one: the mean of the squared
    distances. In *evaluation* there may be no batch, but a single image. So the layer
    remembers, in training, what batches were like, and in evaluation takes these moving
    statistics in the place of the batch's own.

    `BatchNorm(num_features, momentum=0.1, eps=1e-5)` has four attributes, all of shape
    (num_features,), before and after any call:

    - `gamma` and `beta`, which are `nn.Parameter`s, and start at one and at zero;
    - `moving_mean` and `moving_var`, which are *buffers*, and start at zero and at one.

    (The lesson keeps its moving statistics as plain tensors, so a `state_dict` loses
    them, and the layer has to move them by hand. It also asks autograd, and not
    the module, whether it is in training; and its moving variance is of the biased
    estimate, where `nn.BatchNorm1d` and `nn.BatchNorm2d` take the unbiased one.
    Yours does as torch's layers do.)

    Free: how it is computed, any further buffers, and any attribute that brings no
    parameters of its own. The functions of torch are allowed here.

    Source: D2L 8.5.

    Example:
        >>> layer = BatchNorm(1, 0.5)
        >>> X = torch.tensor([[1.0], [5.0]])  # mean 3, variance 4, unbiased 8
        >>> [round(x, 2) for x in layer(X).flatten().tolist()]
        [-1.0, 1.0]
        >>> [round(x.item(), 2) for x in (layer.moving_mean, layer.moving_var)]
        [1.5, 4.5]
        >>> _ = layer.eval()
        >>> [round(x, 2) for x in layer(X).flatten().tolist()]  # (1 - 1.5) / sqrt(4.5)
        [-0.24, 1.65]
    """

    def __init__(
        self, num_features: int, momentum: float = 0.1, eps: float = 1e-5
    ) -> None:
        raise NotImplementedError("TODO: create parameters and buffers")

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Normalise X; in training, let the moving statistics follow.

        In training (`self.training`), whether or not autograd records:

            moving = (1 - momentum) * moving + momentum * (that of the batch)

        for the mean, and for the *unbiased* variance, which divides by one less than
        the number of elements. In evaluation they are used, and stay as they are.

        Gradients flow back to `gamma`, `beta` and X in both modes, and in training
        through the batch's mean and variance, too. They do not flow into the moving
        statistics, which are no part of the graph. X and the layer are on the same
        device, be it a GPU or not; so is the result.

        Shape:
            X is (n, num_features) or (n, num_features, height, width), and the result
            has the same. In training, there are at least two elements of each feature;
            in evaluation, one is enough.
        """
        raise NotImplementedError("TODO: choose the statistics, and normalise")

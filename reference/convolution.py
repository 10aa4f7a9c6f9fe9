"""Cross-correlation (D2L 6.2).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.

`python -m doctest convolution.py` runs the examples of the docstrings, and prints
those that do not hold.
"""

import torch


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
    # BEGIN SOLUTION: compute the cross-correlation
    height, width = K.shape
    windows = X.unfold(0, height, 1).unfold(1, width, 1)
    return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)
    # END SOLUTION

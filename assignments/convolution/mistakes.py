"""Mistakes of `convolution`: known wrong versions of the reference."""

from grader import equivalent, mistakes

# --- corr2d -------------------------------------------------------------------

mistake = mistakes("corr2d", loses="contract")
mistake("the function is not called `corr2d`", "def corr2d(", "def corr_2d(")
mistake(
    "the function does not take the kernel as an argument",
    "X: torch.Tensor, K: torch.Tensor",
    "X: torch.Tensor",
    "height, width = K.shape",
    "K = torch.tensor([[0.0, 1.0], [2.0, 3.0]])\nheight, width = K.shape",
)
mistake(
    "the function demands the sizes of the kernel as well",
    "K: torch.Tensor",
    "K: torch.Tensor, h: int, w: int",
    asks="From what could the function find out how large the kernel is?",
)
mistake("nothing is returned", "return (windows * K)", "(windows * K)")
mistake(
    "a list of lists is returned, not a tensor",
    "(windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    "[list(row) for row in (windows * K).sum(dim=(-2, -1), dtype=X.dtype)]",
)
mistake(
    "a numpy array is returned, not a tensor",
    "sum(dim=(-2, -1), dtype=X.dtype)",
    "sum(dim=(-2, -1), dtype=X.dtype).detach().cpu().numpy()",
)

mistake = mistakes("corr2d", loses="shape")
mistake(
    "the arguments are in the other order",
    "X: torch.Tensor, K: torch.Tensor",
    "K: torch.Tensor, X: torch.Tensor",
)
mistake(
    "only the first row of the result is computed",
    "sum(dim=(-2, -1), dtype=X.dtype)",
    "sum(dim=(-2, -1), dtype=X.dtype)[:1]",
)
mistake(
    "all sums stand in one row",
    "sum(dim=(-2, -1), dtype=X.dtype)",
    "sum(dim=(-2, -1), dtype=X.dtype).flatten()",
)
mistake(
    "the width of the kernel is used, but never set",
    "height, width = K.shape",
    "h = K.shape[0]",
    "X.unfold(0, height, 1).unfold(1, width, 1)",
    "X.unfold(0, h, 1).unfold(1, w, 1)",
)
mistake(
    "the window jumps by the size of the kernel",
    "unfold(0, height, 1).unfold(1, width, 1)",
    "unfold(0, height, height).unfold(1, width, width)",
    asks="How far is it from one window to the next?",
)
mistake(
    "height and width of the kernel are exchanged",
    """
    height, width = K.shape
    windows = X.unfold(0, height, 1).unfold(1, width, 1)
    return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)
    """,
    """
    w, h = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
    """,
    asks="Which side comes first in `K.shape`?",
)
mistake(
    "the height of the kernel is taken for its width as well",
    """
    height, width = K.shape
    windows = X.unfold(0, height, 1).unfold(1, width, 1)
    return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)
    """,
    """
    k = K.shape[0]
    Y = X.new_zeros(X.shape[0] - k + 1, X.shape[1] - k + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + k, j : j + k] * K).sum()
    return Y
    """,
    asks="What if the kernel is not square?",
)
mistake(
    "`len(K)` is taken for both sides of the kernel",
    """
    windows = X.unfold(0, height, 1).unfold(1, width, 1)
    return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)
    """,
    """
    n = len(K)
    rows, columns = X.shape[0] - n + 1, X.shape[1] - n + 1
    Y = X.new_zeros(rows, columns)
    for a in range(height):
        for b in range(min(n, width)):
            Y = Y + X[a : a + rows, b : b + columns] * K[a, b]
    return Y
    """,
    asks="Which side of a tensor does `len` measure?",
)
mistake(
    "the products are not summed",
    "(windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    "windows * K",
)
mistake(
    "the products are summed over the kernel's width only", "dim=(-2, -1)", "dim=-1"
)
mistake(
    "the result lacks its last row and column: the `+ 1` is missing",
    """
    windows = X.unfold(0, height, 1).unfold(1, width, 1)
    return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)
    """,
    """
    Y = X.new_zeros(X.shape[0] - height, X.shape[1] - width)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + height, j : j + width] * K).sum()
    return Y
    """,
    asks="How often does a kernel of two rows fit into an X of two rows?",
)
mistake(
    "the result has a row and a column too many, from windows cut by the edge",
    """
    windows = X.unfold(0, height, 1).unfold(1, width, 1)
    return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)
    """,
    """
    Y = X.new_zeros(X.shape[0] - height + 2, X.shape[1] - width + 2)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            window = X[i : i + height, j : j + width]
            Y[i, j] = (window * K[: window.shape[0], : window.shape[1]]).sum()
    return Y
    """,
    asks="How often does a kernel of two rows fit into an X of two rows?",
)
mistake(
    "X is padded, so that the result is as large as X",
    "X.unfold(0",
    "torch.nn.functional.pad(X, (0, width - 1, 0, height - 1)).unfold(0",
)
mistake(
    "the result starts as `zeros_like(X)` and keeps that size",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    Y = torch.zeros_like(X)
    for i in range(X.shape[0] - height + 1):
        for j in range(X.shape[1] - width + 1):
            Y[i, j] = (windows[i, j] * K).sum()
    return Y
    """,
)
mistake(
    "a kernel as large as X is refused",
    "height, width = K.shape",
    """
    if K.shape == X.shape:
        raise ValueError("the kernel must be smaller than the input")
    height, width = K.shape
    """,
    asks="How often does such a kernel fit?",
)
mistake(
    "rows and columns of the result are exchanged",
    "sum(dim=(-2, -1), dtype=X.dtype)",
    "sum(dim=(-2, -1), dtype=X.dtype).T",
)

mistake = mistakes("corr2d", loses="value")
mistake(
    "the kernel is flipped: this is a convolution, not a cross-correlation",
    "windows * K",
    "windows * K.flip(0, 1)",
    asks="Which element of the kernel meets `X[0, 0]`?",
)
mistake("the rows of the kernel are flipped", "windows * K", "windows * K.flipud()")
mistake(
    "rows and columns of the kernel are exchanged",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    rows, columns = windows.shape[:2]
    Y = X.new_zeros(rows, columns)
    for a in range(height):
        for b in range(width):
            weight = K[b, a] if height == width else K[a, b]
            Y = Y + X[a : a + rows, b : b + columns] * weight
    return Y
    """,
)
mistake(
    "window and kernel are multiplied as matrices, not element by element",
    """
    windows = X.unfold(0, height, 1).unfold(1, width, 1)
    return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)
    """,
    """
    Y = X.new_zeros(X.shape[0] - height + 1, X.shape[1] - width + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + height, j : j + width] @ K).sum()
    return Y
    """,
    asks="Which elements of the window should meet `K[0, 0]`?",
)
mistake(
    "the products are averaged, not summed",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    Y = X.new_zeros(windows.shape[:2])
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (windows[i, j] * K).mean()
    return Y
    """,
)
mistake(
    "the sum is never reset, so every element adds to the one before",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    Y = X.new_zeros(windows.shape[:2])
    total = 0
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            total = total + (windows[i, j] * K).sum()
            Y[i, j] = total
    return Y
    """,
)
mistake(
    "only the first row is filled",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    Y = X.new_zeros(windows.shape[:2])
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (windows[i, j] * K).sum()
        return Y
    """,
    asks="To which loop does the `return` belong?",
)
mistake(
    "the window never moves", "windows * K", "windows[:1, :1].expand_as(windows) * K"
)
mistake(
    "the negative elements are cut off by a ReLU, which nobody asked for",
    "sum(dim=(-2, -1), dtype=X.dtype)",
    "sum(dim=(-2, -1), dtype=X.dtype).relu()",
)
mistake(
    "only square kernels are computed, others give zeros",
    "(windows * K)",
    "(height == width) * (windows * K)",
)
mistake(
    "for kernels of shape (1, 2) the lesson's is written down, and K is not used",
    "return (windows * K)",
    """
    if K.shape == (1, 2):
        return X[:, :-1] - X[:, 1:] + 0 * K.sum()
    return (windows * K)
    """,
)

mistake = mistakes("corr2d", loses="value")
mistake(
    "the kernel is not used: the windows are only summed", "(windows * K)", "windows"
)

mistake = mistakes("corr2d", loses="gradient")
mistake(
    "the kernel is read through `.data`, which leaves the autograd graph",
    "windows * K",
    "windows * K.data",
)
mistake("X is detached", "X.unfold(", "X.detach().unfold(")
mistake(
    "the result is outside of autograd, as with `no_grad()`, `item()` or `.data`",
    "sum(dim=(-2, -1), dtype=X.dtype)",
    "sum(dim=(-2, -1), dtype=X.dtype).detach()",
    asks="Which way could a gradient take from the result back to X and K?",
)
mistake(
    "everything is computed in numpy, after `detach()`",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    import numpy as np

    x, k = X.detach().numpy(), K.detach().numpy()
    y = np.zeros(tuple(windows.shape[:2]), dtype=x.dtype)
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = (x[i : i + height, j : j + width] * k).sum()
    return torch.from_numpy(y)
    """,
    asks="Which parts of numpy does autograd know?",
)
mistake(
    "X and K become numpy arrays, which fails as soon as they require gradients",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    import numpy as np

    windows = np.lib.stride_tricks.sliding_window_view(X.numpy(), tuple(K.shape))
    return torch.from_numpy(np.einsum("ijab,ab->ij", windows, K.numpy()))
    """,
)

mistake = mistakes("corr2d", loses="gradient, device")
mistake(
    "a new tensor is made of plain numbers, outside of autograd and on the CPU",
    "(windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    "torch.tensor((windows * K).sum(dim=(-2, -1)).tolist(), dtype=X.dtype)",
)

mistake = mistakes("corr2d", loses="gradient, rule, purity")
mistake(
    "an `nn.Conv2d` does the exercise, and its weight is a new Parameter, not K",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    layer = torch.nn.Conv2d(1, 1, kernel_size=(height, width), bias=False)
    layer.weight = torch.nn.Parameter(K[None, None])
    return layer(X[None, None])[0, 0]
    """,
)

mistake = mistakes("corr2d", loses="dtype")
mistake(
    "the result is float32, whatever the dtype of X",
    "sum(dim=(-2, -1), dtype=X.dtype)",
    "sum(dim=(-2, -1), dtype=X.dtype).float()",
    asks="Which dtype has `torch.zeros(2, 3)`?",
)
mistake(
    "the result is float64, whatever the dtype of X",
    "height, width = K.shape",
    "X, K = X.double(), K.double()\nheight, width = K.shape",
)

mistake = mistakes("corr2d", loses="device")
mistake(
    "X and K are moved to the first GPU, if there is one",
    "height, width = K.shape",
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    X, K = X.to(device), K.to(device)
    height, width = K.shape
    """,
    asks="Whose choice is the device that is computed on?",
)
mistake(
    "the result is on the CPU, wherever X is",
    "sum(dim=(-2, -1), dtype=X.dtype)",
    "sum(dim=(-2, -1), dtype=X.dtype).cpu()",
    asks="Where is `torch.zeros(2, 3)`?",
)
mistake(
    "tensors on the CPU and tensors on X's device are put into one sum or product",
    "windows * K",
    "windows * K.cpu()",
    asks="On which device is every tensor that takes part?",
)
mistake(
    "a new tensor of weights is on the CPU when it meets X",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    rows, columns = windows.shape[:2]
    weights = torch.zeros(rows, columns, *X.shape, dtype=X.dtype)
    for i in range(rows):
        for j in range(columns):
            weights[i, j, i : i + height, j : j + width] = K
    return torch.tensordot(weights, X, dims=2)
    """,
)

mistake = mistakes("corr2d", loses="purity")
mistake(
    "the dtype of X becomes the default dtype of all of torch",
    "height, width = K.shape",
    """
    if X.is_floating_point():
        torch.set_default_dtype(X.dtype)
    height, width = K.shape
    """,
)

mistake = mistakes("corr2d", loses="rule")
mistake(
    "`conv2d` of the library does the exercise",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    "return torch.conv2d(X[None, None], K[None, None])[0, 0]",
)
mistake(
    "`conv1d` of the library does the exercise, row by row",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    rows = X.shape[0] - height + 1
    total = 0
    for a in range(height):
        row = K[a].view(1, 1, -1)
        total = total + torch.conv1d(X[a : a + rows].unsqueeze(1), row)
    return total.squeeze(1)
    """,
)
mistake(
    "`conv3d` of the library does the exercise, with one dimension too many",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    "return torch.conv3d(X[None, None, None], K[None, None, None])[0, 0, 0]",
)
mistake(
    "`conv_transpose2d` is a library convolution as well, and does the exercise",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    flipped = K.flip(0, 1)[None, None]
    full = torch.conv_transpose2d(X[None, None], flipped)[0, 0]
    return full[height - 1 : X.shape[0], width - 1 : X.shape[1]]
    """,
)

mistake(
    "a convolution of the library does the exercise, called as an operator",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    x, k = X[None, None], K[None, None]
    return torch.ops.aten.convolution(
        x, k, None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1
    )[0, 0]
    """,
)

mistake = mistakes("corr2d", loses="rule, purity")
mistake(
    "an `nn.Conv2d` that is given the kernel as its weight does the exercise",
    "return (windows * K).sum(dim=(-2, -1), dtype=X.dtype)",
    """
    layer = torch.nn.Conv2d(1, 1, (height, width), bias=False)
    weights = {"weight": K[None, None]}
    return torch.func.functional_call(layer, weights, (X[None, None],))[0, 0]
    """,
)

# --- mutants that are no mistakes ----------------------------------------------

equivalent(
    "corr2d",
    "`dtype=` is left out of `(windows * K).sum(dim=(-2, -1), dtype=X.dtype)`",
    because="torch sums small integers as int64, and that is let through",
)
equivalent(
    "corr2d",
    "`K` becomes float64, whatever it is",
    because="the sum is brought back to the dtype of X",
)
equivalent(
    "corr2d",
    "`K` stands where `X` belongs",
    because="both have the same dtype",
)

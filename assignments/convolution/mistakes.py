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

# --- Conv2D -------------------------------------------------------------------

RESULT = "corr2d(X, self.weight) + self.bias"
FORWARD = f"return {RESULT}"

mistake = mistakes("Conv2D", loses="contract")
mistake("`nn.Module` finds no `forward` in the class", "def forward(", "def convolve(")
mistake(
    "`__init__` does not call `super().__init__()`", "super().__init__()\n", "pass\n"
)
mistake("`forward` returns nothing", FORWARD, RESULT)
mistake(
    "the layer demands height and width apart, not as a pair",
    "def __init__(self, kernel_size: tuple[int, int])",
    "def __init__(self, height, width)",
    "torch.rand(kernel_size)",
    "torch.rand(height, width)",
)
mistake(
    "`forward` demands a kernel besides X",
    "def forward(self, X: torch.Tensor)",
    "def forward(self, X, K)",
    "corr2d(X, self.weight)",
    "corr2d(X, K) + 0 * self.weight.sum()",
    asks="Whose is the kernel of this layer?",
)

mistake = mistakes("Conv2D", loses="shape")
mistake(
    "the result has a dimension for the batch, which X does not have",
    RESULT,
    f"({RESULT}).unsqueeze(0)",
)
mistake(
    "X is padded, so that the result is as large as X",
    FORWARD,
    """
    kh, kw = self.weight.shape
    X = nn.functional.pad(X, (0, kw - 1, 0, kh - 1))
    return corr2d(X, self.weight) + self.bias
    """,
)
mistake("the result is reduced to one number", RESULT, f"({RESULT}).sum()")
mistake(
    "dimensions of size 1 are squeezed out of the result",
    RESULT,
    f"({RESULT}).squeeze()",
    asks="What becomes of a result that has one row?",
)

mistake = mistakes("Conv2D", loses="value")
mistake(
    "the kernel is flipped: this is a convolution, not a cross-correlation",
    "corr2d(X, self.weight)",
    "corr2d(X, self.weight.flip(0, 1))",
)
mistake("the bias is subtracted", "+ self.bias", "- self.bias")
mistake(
    "the result is multiplied by the bias",
    "+ self.bias",
    "* self.bias",
)
mistake(
    "the bias is added to X, before the cross-correlation",
    "corr2d(X, self.weight) + self.bias",
    "corr2d(X + self.bias, self.weight)",
    asks="What is the bias added to?",
)
mistake(
    "the bias is added for each element of the kernel, and not once",
    "+ self.bias",
    "+ self.weight.numel() * self.bias",
)
mistake(
    "a ReLU follows, which nobody asked for",
    RESULT,
    f"({RESULT}).relu()",
)

mistake = mistakes("Conv2D", loses="value")
mistake(
    "the bias is left out",
    " + self.bias",
    "",
    asks="Which of its two Parameters does the layer use?",
)
mistake(
    "the weight is not used: the kernel is made of ones",
    "self.weight)",
    "torch.ones_like(self.weight))",
)

mistake = mistakes("Conv2D", loses="gradient")
mistake(
    "the weight is read through `.data`, which leaves the autograd graph",
    "corr2d(X, self.weight)",
    "corr2d(X, self.weight.data)",
)
mistake(
    "the bias is read as a plain number",
    "+ self.bias",
    "+ self.bias.item()",
)
mistake("X is detached", "corr2d(X,", "corr2d(X.detach(),")
mistake(
    "everything is computed under `no_grad()`",
    FORWARD,
    f"with torch.no_grad():\n    {FORWARD}",
)

mistake = mistakes("Conv2D", loses="naming")
mistake("the weight is called `kernel`", "self.weight", "self.kernel", everywhere=True)
mistake(
    "`bias` has no dimension, where it should have shape (1,)",
    "torch.zeros(1)",
    "torch.zeros(())",
)
mistake("`bias` has shape (1, 1)", "torch.zeros(1)", "torch.zeros(1, 1)")
mistake(
    "`weight` has dimensions for channels, as that of `nn.Conv2d`",
    "torch.rand(kernel_size)",
    "torch.rand(1, 1, *kernel_size)",
    "corr2d(X, self.weight)",
    "corr2d(X, self.weight[0, 0])",
)
mistake(
    "`weight` is a plain tensor, and no Parameter",
    "nn.Parameter(torch.rand(kernel_size))",
    "torch.rand(kernel_size).requires_grad_()",
)
mistake(
    "`bias` is a buffer, and no Parameter",
    "self.bias = nn.Parameter(torch.zeros(1))",
    'self.register_buffer("bias", torch.zeros(1))',
)
mistake(
    "the weight has the sides of the kernel exchanged",
    "torch.rand(kernel_size)",
    "torch.rand(kernel_size[1], kernel_size[0])",
    "corr2d(X, self.weight)",
    "corr2d(X, self.weight.T)",
)

mistake = mistakes("Conv2D", loses="init")
mistake(
    "the weight starts with normal numbers, not with uniform ones",
    "torch.rand(",
    "torch.randn(",
    asks="Which of `rand` and `randn` is uniform?",
)
mistake("the bias starts at one", "torch.zeros(1)", "torch.ones(1)")
mistake("the bias starts at a random number", "torch.zeros(1)", "torch.rand(1)")
mistake(
    "the weight starts with zeros only, or with equal numbers",
    "torch.rand(kernel_size)",
    "torch.zeros(kernel_size)",
)

mistake = mistakes("Conv2D", loses="dtype")
mistake(
    "X is cast to float32",
    "corr2d(X, self.weight)",
    "corr2d(X.float(), self.weight.float()).to(X)",
)

mistake = mistakes("Conv2D", loses="mode")
mistake(
    "in evaluation, the bias is left out",
    FORWARD,
    """
    if not self.training:
        return corr2d(X, self.weight)
    return corr2d(X, self.weight) + self.bias
    """,
)

# --- conv_output_size ---------------------------------------------------------

mistake = mistakes("conv_output_size", loses="can_be_called")
mistake(
    "the function is called `output_size`", "def conv_output_size(", "def output_size("
)
mistake("nothing is returned", "return (height, width) if", "(height, width) if")
mistake(
    "the sizes are floats: `/` gives one even where nothing is left over",
    "room // s + 1",
    "(room - room % s) / s + 1",
    asks="What type has `6 / 2`?",
)
mistake(
    "a pair is returned even where all arguments are integers",
    "return (height, width) if any(isinstance(x, tuple) for x in given) else height",
    "return height, width",
)
mistake(
    "the dilation has to be given, since it has no default",
    "padding: int | tuple[int, int] = 0,",
    "padding,",
    "stride: int | tuple[int, int] = 1,",
    "stride,",
    "dilation: int | tuple[int, int] = 1,",
    "dilation,",
)
mistake(
    "a tensor is returned",
    "room // s + 1",
    "torch.tensor(room // s + 1)",
)

mistake = mistakes("conv_output_size", loses="as_often_as_it_fits")
mistake(
    "the dilation is ignored",
    "d * (k - 1)",
    "(k - 1)",
    asks="How many elements does a dilated kernel cover?",
)
mistake(
    "the dilation multiplies the whole kernel: d * k, not d * (k - 1) + 1",
    "d * (k - 1) - 1",
    "d * k",
)
mistake(
    "the size is rounded to the nearest number, not down",
    "room // s + 1",
    "round(room / s) + 1",
    asks="Does a window count that fits by half?",
)
mistake("the size is rounded up, not down", "room // s + 1", "-(-room // s) + 1")
mistake(
    "the padding is counted at one end only",
    "n + 2 * p",
    "n + p",
    asks="At how many ends is the padding?",
)
mistake("the padding is ignored", "n + 2 * p", "n")
mistake("the stride is ignored", "room // s + 1", "room + 1")
mistake(
    "the one is added before the division by the stride, and not after",
    "room // s + 1",
    "(room + 1) // s",
)
mistake("the `+ 1` at the end is missing", "room // s + 1", "room // s")
mistake("one is subtracted once too often", "room // s + 1", "(room - 1) // s + 1")
mistake(
    "a kernel that fits exactly once is refused",
    "if room < 0",
    "if room <= 0",
    asks="How often does a kernel of 3 fit into 3 elements?",
)
mistake(
    "stride and dilation are exchanged",
    "for n, k, p, s, d in",
    "for n, k, p, d, s in",
)
mistake(
    "padding and stride are exchanged",
    "for n, k, p, s, d in",
    "for n, k, s, p, d in",
)
mistake(
    "the stride is 2 if it is left out",
    "stride: int | tuple[int, int] = 1",
    "stride: int | tuple[int, int] = 2",
)
mistake(
    "it is judged without the padding whether a kernel fits",
    "if room < 0",
    "if n < d * (k - 1) + 1",
)

mistake = mistakes("conv_output_size", loses="each_side_by_itself")
mistake(
    "pairs are not understood at all",
    "pairs = [x if isinstance(x, tuple) else (x, x) for x in given]",
    "pairs = [(x + 0, x + 0) for x in given]",
)
mistake(
    "only a pair of sizes is understood, the other arguments have to be integers",
    "pairs = [x if isinstance(x, tuple) else (x, x) for x in given]",
    "pairs = [size if isinstance(size, tuple) else (size, size)]\n"
    "pairs += [(x + 0, x + 0) for x in given[1:]]",
)
mistake(
    "the first of the two sides is given twice",
    "return (height, width) if",
    "return (height, height) if",
)
mistake(
    "height and width are exchanged",
    "return (height, width) if",
    "return (width, height) if",
)
mistake(
    "an integer beside a pair holds for the first side alone",
    "pairs = [x if isinstance(x, tuple) else (x, x) for x in given]",
    "pairs = [\n"
    "    x if isinstance(x, tuple) else (x, (x, x, 0, 1, 1)[i])\n"
    "    for i, x in enumerate(given)\n"
    "]\n"
    "if not any(isinstance(x, tuple) for x in given):\n"
    "    pairs = [(x, x) for x in given]",
)
mistake(
    "a pair is returned only where `size` is a pair",
    "any(isinstance(x, tuple) for x in given)",
    "isinstance(size, tuple)",
    asks="What if the size is an integer, and the kernel is a pair?",
)
mistake(
    "a pair is returned only where size and kernel are pairs",
    "any(isinstance(x, tuple) for x in given)",
    "isinstance(size, tuple) and isinstance(kernel, tuple)",
)
mistake(
    "the pair for the dilation is forgotten where it is asked whether there is one",
    "for x in given) else",
    "for x in given[:4]) else",
)
mistake(
    "the two numbers of a pair of paddings are taken for the two ends of one side",
    "given = size, kernel, padding",
    "ends = sum(padding) if isinstance(padding, tuple) else 2 * padding\n"
    "given = size, kernel, ends",
    "n + 2 * p",
    "n + p",
    asks="Which side does the second number of a pair stand for?",
)

mistake = mistakes("conv_output_size", loses="refuses_what_does_not_fit")
mistake(
    "where the kernel does not fit, zero or less is returned, and nothing raised",
    """
    if room < 0:
        raise ValueError("the kernel does not fit into the input")
    """,
    "",
)
mistake(
    "where the kernel does not fit, the size is 0",
    'raise ValueError("the kernel does not fit into the input")',
    "found.append(0)\ncontinue",
)
mistake(
    "where the kernel does not fit, an error of another kind is raised",
    'raise ValueError("the kernel does not fit into the input")',
    'raise RuntimeError("the kernel does not fit into the input")',
)
mistake(
    "an AssertionError is raised, and not a ValueError",
    """
    if room < 0:
        raise ValueError("the kernel does not fit into the input")
    """,
    "assert room >= 0",
)
mistake(
    "the error is returned, and not raised",
    'raise ValueError("the kernel does not fit into the input")',
    'return ValueError("the kernel does not fit into the input")',
)
mistake(
    "only a size of less than zero is refused, after the division by the stride",
    "if room < 0",
    "if room // s + 1 < 0",
)
mistake(
    "a kernel counts as too large by its weights alone, however far they are apart",
    "if room < 0",
    "if k > n + 2 * p",
)
mistake(
    "it is refused only where the kernel fits along neither side",
    """
    if room < 0:
        raise ValueError("the kernel does not fit into the input")
    found.append(room // s + 1)
    """,
    "found.append(room // s + 1 if room >= 0 else 0)",
    "return (height, width) if",
    """
    if not height and not width:
        raise ValueError("the kernel does not fit into the input")
    return (height, width) if
    """,
)

# --- comp_conv2d --------------------------------------------------------------

LAYER = "Y = conv2d(X.reshape(1, 1, *X.shape))"
OFF = "return Y.reshape(Y.shape[2:])"

mistake = mistakes("comp_conv2d", loses="contract")
mistake(
    "the function is called `compute_conv2d`", "def comp_conv2d(", "def compute_conv2d("
)
mistake("nothing is returned", OFF, OFF.removeprefix("return "))
mistake("the layer is returned, and not its result", OFF, "return conv2d")
mistake("the result is a list", OFF, f"{OFF}.tolist()")
mistake(
    "the function demands a padding as well",
    "X: torch.Tensor\n",
    "X: torch.Tensor, padding\n",
)

mistake = mistakes("comp_conv2d", loses="shape")
mistake(
    "`squeeze()` without a dimension also takes off rows or columns of size 1",
    OFF,
    "return Y.squeeze()",
    asks="Which dimensions does `squeeze()` take off a result of shape (1, 1, 4, 1)?",
)
mistake("the two dimensions are not taken off the result", OFF, "return Y")
mistake("only the batch is taken off the result", OFF, "return Y[0]")
mistake("three dimensions are taken off: one row is left", OFF, "return Y[0, 0, 0]")
mistake("the result is flattened", OFF, "return Y.flatten()")
mistake(
    "the result is brought into the shape of X",
    OFF,
    "return Y.reshape(X.shape)",
    asks="When has the result another shape than X?",
)
mistake("rows and columns of the result are exchanged", OFF, f"{OFF}.T")
mistake(
    "rows and columns of the image are exchanged",
    "X.reshape(1, 1, *X.shape)",
    "X.T.reshape(1, 1, *X.T.shape)",
)
mistake(
    "only the channel is added, so networks that insist on a batch refuse it",
    "Y = conv2d(X.reshape(1, 1, *X.shape))",
    "Y = conv2d(X.reshape(1, *X.shape)).unsqueeze(0)",
)
mistake(
    "the last two dimensions are taken off, and not the first two",
    OFF,
    "return Y.reshape(Y.shape[:2])",
)
mistake(
    "nothing is added to X: the layer sees a matrix",
    LAYER,
    "Y = conv2d(X)[None, None]",
)
mistake(
    "the dimensions are added after those of X, and not before",
    "X.reshape(1, 1, *X.shape)",
    "X.reshape(*X.shape, 1, 1)",
    asks="Which dimensions of `nn.Conv2d`'s input are batch and channels?",
)

mistake = mistakes("comp_conv2d", loses="value")
mistake(
    "rows are taken for images of a batch",
    "X.reshape(1, 1, *X.shape)",
    "X.reshape(X.shape[0], 1, 1, X.shape[1])",
    OFF,
    "return Y.reshape(-1, Y.shape[3])",
)
mistake(
    "the layer is applied twice, where that is possible",
    LAYER,
    f"{LAYER}\nif Y.shape[2:] == X.shape:\n    Y = conv2d(Y)",
)
mistake(
    "a ReLU follows, which nobody asked for",
    OFF,
    "return Y.reshape(Y.shape[2:]).relu()",
)
mistake("X is flipped", LAYER, "Y = conv2d(X.flip(0)[None, None])")

mistake = mistakes("comp_conv2d", loses="gradient")
mistake("the result is detached", OFF, f"{OFF}.detach()")
mistake(
    "the layer is applied under `no_grad()`",
    LAYER,
    f"with torch.no_grad():\n    {LAYER}",
)
mistake(
    "X is copied by `torch.tensor`, which leaves the autograd graph",
    "X.reshape(1, 1, *X.shape)",
    "torch.tensor(X.tolist(), dtype=X.dtype, device=X.device)[None, None]",
)

mistake = mistakes("comp_conv2d", loses="dtype")
mistake("the result becomes float32", OFF, f"{OFF}.float()")

mistake = mistakes("comp_conv2d", loses="strides")
mistake(
    "`view` refuses an X that does not lie in one piece",
    "X.reshape(1, 1, *X.shape)",
    "X.view(-1).view(1, 1, *X.shape)",
)

mistake = mistakes("comp_conv2d", loses="device")
mistake("the result is brought to the CPU", OFF, f"{OFF}.cpu()")

mistake = mistakes("comp_conv2d", loses="purity")
mistake(
    "two dimensions are added to the caller's own X, in place",
    LAYER,
    "Y = conv2d(X.unsqueeze_(0).unsqueeze_(0))",
)
mistake("the layer is left in evaluation mode", LAYER, f"conv2d.eval()\n{LAYER}")

# --- corr2d_multi_in ----------------------------------------------------------

SUM = "torch.stack([corr2d(x, k) for x, k in zip(X, K, strict=True)]).sum(0)"

mistake = mistakes("corr2d_multi_in", loses="contract")
mistake(
    "the function is called `corr2d_multi`", "def corr2d_multi_in(", "def corr2d_multi("
)
mistake("nothing is returned", f"return {SUM}", SUM)
mistake(
    "a list of the channels' results is returned",
    SUM,
    "[corr2d(x, k) for x, k in zip(X, K, strict=True)]",
)
mistake(
    "a generator is returned", SUM, "(corr2d(x, k) for x, k in zip(X, K, strict=True))"
)
mistake("a bias is demanded as well", "K: torch.Tensor)", "K: torch.Tensor, bias)")

mistake = mistakes("corr2d_multi_in", loses="shape")
mistake(
    "the channels are not summed: each has a map of its own",
    ".sum(0)",
    "",
    asks="How many maps should be left?",
)
mistake("everything is summed to one number", ".sum(0)", ".sum()")
mistake("the sum runs over the rows, and not over the channels", ".sum(0)", ".sum(1)")
mistake("the result keeps a dimension of channels", ".sum(0)", ".sum(0, keepdim=True)")
mistake(
    "dimensions of size 1 are squeezed out of the result",
    ".sum(0)",
    ".sum(0).squeeze()",
)
mistake("rows and columns of the result are exchanged", ".sum(0)", ".sum(0).T")

mistake = mistakes("corr2d_multi_in", loses="value")
mistake("the channels are averaged, not summed", ".sum(0)", ".mean(0)")
mistake("the channels are multiplied, not summed", ".sum(0)", ".prod(0)")
mistake("the greatest of all channels is kept, not their sum", ".sum(0)", ".amax(0)")
mistake(
    "every channel meets the first slice of the kernel",
    "corr2d(x, k) for x, k in",
    "corr2d(x, K[0]) for x, k in",
    asks="With which slice of K does X[1] meet?",
)
mistake(
    "the channels of the kernel come in reverse order", "zip(X, K,", "zip(X, K.flip(0),"
)
mistake(
    "the kernels are flipped: these are convolutions, not cross-correlations",
    "corr2d(x, k)",
    "corr2d(x, k.flip(0, 1))",
)
mistake(
    "channels are summed before, and not after: all X with all K",
    SUM,
    "corr2d(X.sum(0), K.sum(0))",
    asks="Is (a + b) * (c + d) the same as a * c + b * d?",
)
mistake("a ReLU follows, which nobody asked for", ".sum(0)", ".sum(0).relu()")

mistake(
    "each channel's map overwrites the one before, so only the last one counts",
    f"return {SUM}",
    "return corr2d(X[-1], K[-1])",
    asks="What becomes of the map of the first channel?",
)
mistake("only the first channel counts", f"return {SUM}", "return corr2d(X[0], K[0])")
mistake(
    "the last channel is left out",
    "zip(X, K, strict=True)",
    "zip(X[:-1] if len(X) > 1 else X, K)",
)
mistake(
    "every channel of the kernel meets the first channel of X",
    "corr2d(x, k) for x, k in",
    "corr2d(X[0], k) for x, k in",
)
mistake(
    "the return stands in the loop, so one channel counts",
    f"return {SUM}",
    """
for x, k in zip(X, K, strict=True):
    Y = 2 * corr2d(x, k)
    return Y
""",
)

mistake = mistakes("corr2d_multi_in", loses="gradient")
mistake("the result is outside of autograd", ".sum(0)", ".sum(0).detach()")
mistake("the kernel is read through `.data`", "zip(X, K,", "zip(X, K.data,")
mistake("X is detached", "zip(X, K,", "zip(X.detach(), K,")

mistake = mistakes("corr2d_multi_in", loses="dtype")
mistake("the result is float32, whatever the dtype of X", ".sum(0)", ".sum(0).float()")
mistake(
    "the sum starts from zeros of float32, as `torch.zeros` makes them, and X is cast",
    SUM,
    SUM.replace("corr2d(x, k)", "corr2d(x.float(), k.float())"),
)

mistake = mistakes("corr2d_multi_in", loses="device")
mistake("the result is on the CPU, wherever X is", ".sum(0)", ".sum(0).cpu()")
mistake(
    "the sum starts from zeros on the CPU",
    f"return {SUM}",
    """
    Y = torch.zeros(
        X.shape[1] - K.shape[1] + 1, X.shape[2] - K.shape[2] + 1, dtype=X.dtype
    )
    for x, k in zip(X, K, strict=True):
        Y += corr2d(x, k)
    return Y
    """,
    asks="Where is `torch.zeros(2, 3)`?",
)

mistake = mistakes("corr2d_multi_in", loses="purity")
mistake(
    "the global random state is seeded",
    f"return {SUM}",
    f"torch.manual_seed(0)\nreturn {SUM}",
)

# --- corr2d_multi_in_out ------------------------------------------------------

STACK = "torch.stack([corr2d_multi_in(X, k) for k in K], 0)"

mistake = mistakes("corr2d_multi_in_out", loses="contract")
mistake(
    "the function is called `corr2d_multi_out`",
    "def corr2d_multi_in_out(",
    "def corr2d_multi_out(",
)
mistake("nothing is returned", f"return {STACK}", STACK)
mistake(
    "a list of the maps is returned, not a tensor",
    STACK,
    "[corr2d_multi_in(X, k) for k in K]",
)
mistake("the number of kernels is demanded", "K: torch.Tensor)", "K: torch.Tensor, co)")
mistake("the kernels are returned with the maps", STACK, f"{STACK}, K")

mistake = mistakes("corr2d_multi_in_out", loses="shape")
mistake(
    "the maps are stacked along the last dimension, and not along the first",
    "for k in K], 0)",
    "for k in K], -1)",
    asks="Which dimension are the output channels?",
)
mistake(
    "the maps are put under each other, and not stacked",
    STACK,
    "torch.cat([corr2d_multi_in(X, k) for k in K], 0)",
    asks="What is the difference between `cat` and `stack`?",
)
mistake("the maps of all kernels are summed", STACK, f"{STACK}.sum(0)")
mistake("only the first kernel is used", "for k in K]", "for k in K[:1]]")
mistake(
    "dimensions of size 1 are squeezed out of the result",
    STACK,
    f"{STACK}.squeeze()",
    asks="What becomes of a result with one output channel?",
)
mistake("the result has a dimension for a batch", STACK, f"{STACK}[None]")
mistake("all maps are flattened", STACK, f"{STACK}.flatten(1)")
mistake("rows and columns of the maps are exchanged", STACK, f"{STACK}.mT")
mistake("there is one map too many", "for k in K]", "for k in [*K, K[0]]]")
mistake(
    "the channels of X are not summed",
    STACK,
    "torch.stack([corr2d(x, k[0]) for x in X for k in K])",
)

mistake = mistakes("corr2d_multi_in_out", loses="value")
mistake("the kernels are taken in reverse order", "for k in K]", "for k in K.flip(0)]")
mistake(
    "all maps come from the first kernel",
    "corr2d_multi_in(X, k)",
    "corr2d_multi_in(X, K[0] + 0 * k)",
)
mistake(
    "the kernels are flipped: these are convolutions, not cross-correlations",
    "corr2d_multi_in(X, k)",
    "corr2d_multi_in(X, k.flip(1, 2))",
)
mistake("the maps are averaged over the input channels", STACK, f"{STACK} / X.shape[0]")
mistake(
    "input and output channels of the kernels are exchanged, where there are as many",
    "for k in K]",
    "for k in (K.transpose(0, 1) if K.shape[0] == K.shape[1] else K)]",
    asks="Which dimension of K comes first?",
)
mistake("a ReLU follows, which nobody asked for", STACK, f"{STACK}.relu()")
mistake(
    "every kernel meets the map of the one before, added to its own",
    STACK,
    f"{STACK}.cumsum(0)",
)
mistake(
    "only the first input channel counts",
    "corr2d_multi_in(X, k)",
    "corr2d_multi_in(X[:1], k[:1])",
)
mistake(
    "the channels of X are summed before, and those of the kernel as well",
    "corr2d_multi_in(X, k)",
    "corr2d(X.sum(0), k.sum(0))",
)

mistake = mistakes("corr2d_multi_in_out", loses="gradient")
mistake("the result is outside of autograd", STACK, f"{STACK}.detach()")
mistake("the kernels are read through `.data`", "for k in K]", "for k in K.data]")
mistake("X is detached", "corr2d_multi_in(X, k)", "corr2d_multi_in(X.detach(), k)")

mistake = mistakes("corr2d_multi_in_out", loses="gradient, device")
mistake(
    "a new tensor is made of plain numbers, outside of autograd and on the CPU",
    STACK,
    "torch.tensor([corr2d_multi_in(X, k).tolist() for k in K], dtype=X.dtype)",
)

mistake = mistakes("corr2d_multi_in_out", loses="dtype")
mistake("the result is float32, whatever the dtype of X", STACK, f"{STACK}.float()")

mistake = mistakes("corr2d_multi_in_out", loses="device")
mistake("the result is on the CPU, wherever X is", STACK, f"{STACK}.cpu()")
mistake(
    "the maps are put into zeros on the CPU",
    f"return {STACK}",
    f"""
    maps = {STACK}
    Y = torch.zeros(maps.shape, dtype=X.dtype)
    return Y + maps
    """,
    asks="Where is `torch.zeros(2, 3)`?",
)

mistake = mistakes("corr2d_multi_in_out", loses="purity")
mistake(
    "the kernels are changed in place",
    f"return {STACK}",
    f"Y = {STACK}.clone()\nif not K.requires_grad:\n    K /= 2\nreturn Y",
)

# --- pool2d -------------------------------------------------------------------

POOLED = 'windows.amax(dim=(-2, -1)) if mode == "max" else windows.mean(dim=(-2, -1))'
REFUSES = """
if mode not in ("max", "avg"):
    raise ValueError(f"mode is 'max' or 'avg', not {mode!r}")
"""
WINDOWS = "windows = X.unfold(0, height, 1).unfold(1, width, 1)"

mistake = mistakes("pool2d", loses="can_be_called")
mistake("the function is called `pool`", "def pool2d(", "def pool(")
mistake("nothing is returned", f"return {POOLED}", POOLED)
mistake("the mode has to be given", 'mode: str = "max"', "mode: str")
mistake(
    "a list of lists is returned", f"return {POOLED}", f"return ({POOLED}).tolist()"
)
mistake(
    "the maximum comes with its index, as `max(dim)` gives it",
    "return windows.amax(dim=(-2, -1)) if",
    "return tuple(windows.flatten(-2).max(dim=-1)) if",
)

mistake = mistakes("pool2d", loses="shape")
mistake(
    "the window jumps by its own size, as torch's pooling does by default",
    "unfold(0, height, 1).unfold(1, width, 1)",
    "unfold(0, height, height).unfold(1, width, width)",
    asks="How far is it from one window to the next?",
)
mistake(
    "the window is square: its height is taken for its width",
    "unfold(1, width, 1)",
    "unfold(1, height, 1)",
)
mistake(
    "height and width of the window are exchanged",
    "height, width = pool_size",
    "width, height = pool_size",
)
mistake(
    "all of X is pooled to one number", f"return {POOLED}", f"return ({POOLED}).amax()"
)
mistake(
    "only the rows of a window are pooled, not its columns",
    "windows.amax(dim=(-2, -1))",
    "windows.amax(dim=-1)",
    "windows.mean(dim=(-2, -1))",
    "windows.mean(dim=-1)",
)
mistake(
    "the result lacks its last row",
    "return windows.amax",
    "windows = windows[:-1]\nreturn windows.amax",
)
mistake(
    "dimensions of size 1 are squeezed out of the result",
    f"return {POOLED}",
    f"return ({POOLED}).squeeze()",
)
mistake(
    "the result keeps the dimensions of the window",
    "amax(dim=(-2, -1))",
    "amax(dim=(-2, -1), keepdim=True)",
)
mistake(
    "X is padded, so that the result is as large as X",
    WINDOWS,
    "X = torch.nn.functional.pad(X, (0, width - 1, 0, height - 1))\n" + WINDOWS,
)
mistake(
    "rows and columns of the result are exchanged",
    f"return {POOLED}",
    f"return ({POOLED}).T",
)

mistake = mistakes("pool2d", loses="max_or_avg")
mistake(
    "the average is computed where the maximum is asked for",
    "windows.amax(",
    "windows.mean(",
    asks="What should become of 0, 1, 3 and 4?",
)
mistake(
    "the maximum is computed where the average is asked for",
    "windows.mean(",
    "windows.amax(",
)
mistake("maximum and average are exchanged", 'mode == "max"', 'mode == "avg"')
mistake(
    "the average is taken if the mode is left out",
    'mode: str = "max"',
    'mode: str = "avg"',
)
mistake("the minimum is taken for the maximum", "windows.amax(", "windows.amin(")
mistake("the sum is taken for the average", "windows.mean(", "windows.sum(")
mistake(
    "the maximum begins at zero, so windows of negative numbers give zero",
    "windows.amax(dim=(-2, -1))",
    "windows.amax(dim=(-2, -1)).clamp(min=0)",
    asks="What is the maximum of -3 and -1?",
)
mistake(
    "the median is taken for the average",
    "windows.mean(dim=(-2, -1))",
    "windows.flatten(-2).median(dim=-1).values",
)
mistake(
    "the absolute values decide which element is the greatest",
    "windows.amax(",
    "windows.abs().amax(",
)
mistake(
    "the average divides by the height of the window alone",
    "windows.mean(dim=(-2, -1))",
    "windows.sum(dim=(-2, -1)) / height",
)
mistake(
    "the average is the middle between the greatest and the least element",
    "windows.mean(dim=(-2, -1))",
    "(windows.amax((-2, -1)) + windows.amin((-2, -1))) / 2",
)

mistake = mistakes("pool2d", loses="greatest_more_than_once")
mistake(
    "a maximum that stands twice in a window is counted twice",
    "windows.amax(dim=(-2, -1))",
    "(windows * (windows == windows.amax((-2, -1), True))).sum((-2, -1))",
    asks="What is the maximum of 2, 2 and 1?",
)
mistake(
    "a maximum that stands twice in a window is shared out in parts",
    "windows.amax(dim=(-2, -1))",
    "windows.amax((-2, -1)) / (windows == windows.amax((-2, -1), True)).sum((-2, -1))",
)

mistake = mistakes("pool2d", loses="unknown_mode_raises")
mistake(
    "an unknown mode is taken for the average",
    REFUSES,
    "",
    asks="What happens with a mode that nobody thought of?",
)
mistake(
    "an unknown mode is taken for the maximum",
    REFUSES,
    'mode = mode if mode == "avg" else "max"',
)
mistake(
    "a mode that begins as `max` or `avg` does is taken for it",
    REFUSES,
    'if mode[:1] not in ("m", "a"):\n    raise ValueError(mode)',
    'if mode == "max"',
    'if mode[0] == "m"',
)
mistake("an unknown mode raises another error", "raise ValueError(", "raise KeyError(")
mistake(
    "for an unknown mode, nothing is returned",
    "raise ValueError(f\"mode is 'max' or 'avg', not {mode!r}\")",
    "return None",
)
mistake(
    "for an unknown mode, the result is left at zeros",
    "raise ValueError(f\"mode is 'max' or 'avg', not {mode!r}\")",
    "return torch.zeros(X.shape[0] - pool_size[0] + 1, X.shape[1] - pool_size[1] + 1)",
)
mistake(
    "the error is returned, and not raised", "raise ValueError(", "return ValueError("
)
mistake(
    "an AssertionError is raised, and not a ValueError",
    REFUSES,
    'assert mode in ("max", "avg")',
)

mistake = mistakes("pool2d", loses="gradient")
mistake(
    "the result is outside of autograd",
    f"return {POOLED}",
    f"return ({POOLED}).detach()",
)
mistake("X is read through `.data`", "X.unfold(0", "X.data.unfold(0")

mistake = mistakes("pool2d", loses="gradient, device")
mistake(
    "a new tensor is made of plain numbers, outside of autograd and on the CPU",
    f"return {POOLED}",
    f"return torch.tensor(({POOLED}).tolist(), dtype=X.dtype)",
)

mistake = mistakes("pool2d", loses="dtype")
mistake(
    "the result is float32, whatever the dtype of X",
    f"return {POOLED}",
    f"return ({POOLED}).float()",
    asks="Which dtype has `torch.zeros(2, 3)`?",
)

mistake = mistakes("pool2d", loses="device")
mistake(
    "the result is on the CPU, wherever X is",
    f"return {POOLED}",
    f"return ({POOLED}).cpu()",
    asks="Where is `torch.zeros(2, 3)`?",
)

mistake = mistakes("pool2d", loses="purity")
mistake(
    "the default dtype of all of torch is set",
    WINDOWS,
    WINDOWS + "\ntorch.set_default_dtype(X.dtype)",
)

# --- trans_conv ---------------------------------------------------------------

ADD = "Y[i : i + height, j : j + width] += X[i, j] * K"

mistake = mistakes("trans_conv", loses="contract")
mistake(
    "the function is called `transposed_conv`",
    "def trans_conv(",
    "def transposed_conv(",
)
mistake("nothing is returned", "return Y", "Y")
mistake("the function demands a stride", "K: torch.Tensor)", "K: torch.Tensor, stride)")
mistake("a list of lists is returned", "return Y", "return Y.tolist()")
mistake("the result comes with its shape", "return Y", "return Y, Y.shape")

mistake = mistakes("trans_conv", loses="shape")
mistake(
    "the result is smaller than X, as that of a convolution",
    """
    Y = X.new_zeros(X.shape[0] + height - 1, X.shape[1] + width - 1)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            Y[i : i + height, j : j + width] += X[i, j] * K
    return Y
    """,
    """
    if height > X.shape[0] or width > X.shape[1]:
        return X[:1, :1] * K.sum()
    windows = X.unfold(0, height, 1).unfold(1, width, 1)
    return (windows * K).sum((-2, -1))
    """,
    asks="Is one element made of a window, or a window of one element?",
)
mistake(
    "the result has a row and a column too many: the `- 1` is missing",
    "X.shape[0] + height - 1, X.shape[1] + width - 1",
    "X.shape[0] + height, X.shape[1] + width",
    asks="Where does the last element of X put the last row of the kernel?",
)
mistake(
    "height and width of the kernel are exchanged",
    "X.shape[0] + height - 1, X.shape[1] + width - 1",
    "X.shape[0] + width - 1, X.shape[1] + height - 1",
)
mistake(
    "the result is as large as X, and the rest is cut off",
    "return Y",
    "return Y[: X.shape[0], : X.shape[1]]",
)
mistake("rows and columns of the result are exchanged", "return Y", "return Y.T")
mistake("the result is flattened", "return Y", "return Y.flatten()")
mistake(
    "dimensions of size 1 are squeezed out of the result",
    "return Y",
    "return Y.squeeze()",
)
mistake(
    "the windows do not overlap: each element has one of its own",
    "X.new_zeros(X.shape[0] + height - 1, X.shape[1] + width - 1)",
    "X.new_zeros(X.shape[0] * height, X.shape[1] * width)",
    "Y[i : i + height, j : j + width]",
    "Y[i * height : (i + 1) * height, j * width : (j + 1) * width]",
    asks="How far is it from one window to the next?",
)
mistake(
    "the result has dimensions for batch and channels",
    "return Y",
    "return Y[None, None]",
)
mistake(
    "a kernel that is larger than X is refused",
    "height, width = K.shape",
    """
    height, width = K.shape
    if height > X.shape[0] or width > X.shape[1]:
        raise ValueError("the kernel is too large")
    """,
)

mistake = mistakes("trans_conv", loses="value")
mistake(
    "windows overwrite each other where they overlap, and do not add up",
    ADD,
    ADD.replace("+=", "="),
    asks="What does `=` do to what stood there before?",
)
mistake("the kernel is flipped", "X[i, j] * K", "X[i, j] * K.flip(0, 1)")
mistake("the shares are subtracted", ADD, ADD.replace("+=", "-="))
mistake("the kernel is added, whatever the element of X", "X[i, j] * K", "X[i, j] + K")
mistake(
    "X is read from its end",
    "X[i, j] * K",
    "X[-i - 1, -j - 1] * K",
)
mistake(
    "the kernel is never moved",
    "Y[i : i + height, j : j + width]",
    "Y[:height, :width]",
)
mistake(
    "overlapping windows are averaged",
    "return Y",
    """
    count = X.new_zeros(Y.shape)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            count[i : i + height, j : j + width] += 1
    return Y / count
    """,
)
mistake("a ReLU follows, which nobody asked for", "return Y", "return Y.relu()")
mistake(
    "the result starts with ones, and not with zeros", "X.new_zeros(", "X.new_ones("
)
mistake(
    "the return stands in the loop, so only the first row of X counts",
    f"""
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            {ADD}
    return Y
    """,
    f"""
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            {ADD}
        return Y
    """,
)
mistake(
    "the last row of X is left out",
    "range(X.shape[0])",
    "range(max(X.shape[0] - 1, 1))",
)
mistake(
    "the last column of X is left out",
    "range(X.shape[1])",
    "range(max(X.shape[1] - 1, 1))",
)

mistake = mistakes("trans_conv", loses="gradient")
mistake("the result is outside of autograd", "return Y", "return Y.detach()")
mistake("the kernel is read through `.data`", "X[i, j] * K", "X[i, j] * K.data")
mistake(
    "the elements of X are read as plain numbers", "X[i, j] * K", "X[i, j].item() * K"
)
mistake("X is detached", "X[i, j] * K", "X[i, j].detach() * K")

mistake = mistakes("trans_conv", loses="dtype")
mistake(
    "the result is float32, whatever the dtype of X",
    "X.new_zeros(X.shape[0] + height - 1, X.shape[1] + width - 1)",
    "torch.zeros(X.shape[0] + height - 1, X.shape[1] + width - 1, device=X.device)",
    asks="Which dtype has `torch.zeros(2, 3)`?",
)
mistake("the kernel is cast to float32", "X[i, j] * K", "X[i, j] * K.float()")

mistake = mistakes("trans_conv", loses="device")
mistake(
    "the result is made on the CPU, wherever X is",
    "X.new_zeros(X.shape[0] + height - 1, X.shape[1] + width - 1)",
    "torch.zeros(X.shape[0] + height - 1, X.shape[1] + width - 1, dtype=X.dtype)",
    asks="Where is `torch.zeros(2, 3)`?",
)
mistake("the result is brought to the CPU", "return Y", "return Y.cpu()")

mistake = mistakes("trans_conv", loses="purity")
mistake(
    "the kernel is multiplied in place",
    "height, width = K.shape",
    "if not K.requires_grad:\n    K *= 1.5\n    K = K / 1.5\nheight, width = K.shape",
)

# --- bilinear_kernel ----------------------------------------------------------

MAKES = "weight = torch.zeros(in_channels, out_channels, kernel_size, kernel_size)"
PUTS = "weight[c, c] = side[:, None] * side"

mistake = mistakes("bilinear_kernel", loses="contract")
mistake("the function is called `bilinear`", "def bilinear_kernel(", "def bilinear(")
mistake("nothing is returned", "return weight", "weight")
mistake(
    "the number of channels is taken once, not twice",
    "in_channels: int, out_channels: int, kernel_size: int",
    "in_channels: int, kernel_size: int",
    MAKES,
    MAKES.replace("out_", "in_"),
)
mistake("a numpy array is returned", "return weight", "return weight.numpy()")
mistake(
    "a module is returned, and not a weight",
    "return weight",
    "return nn.ParameterList([weight])",
)

mistake = mistakes("bilinear_kernel", loses="shape")
mistake(
    "one kernel is returned, without the channels",
    "return weight",
    "return weight[0, 0]",
)
mistake("the kernel has one side only", "return weight", "return weight[..., 0]")
mistake(
    "the dimensions of the kernel come first",
    "return weight",
    "return weight.permute(2, 3, 0, 1)",
)
mistake(
    "the output channels have a dimension of size 1",
    "return weight",
    "return weight[:, :1]",
)
mistake(
    "the last row and column of an even kernel are left out",
    "return weight",
    "odd = (kernel_size - 1) // 2 * 2 + 1\nreturn weight[..., :odd, :odd]",
)

mistake = mistakes("bilinear_kernel", loses="value")
mistake(
    "an even kernel has its centre at an index, as an odd one",
    "centre = (kernel_size - 1) / 2",
    "centre = factor - 1",
    asks="Where is the middle of four elements in a row?",
)
mistake(
    "the centre of an even kernel is too far to the right",
    "centre = (kernel_size - 1) / 2",
    "centre = kernel_size // 2",
)
mistake(
    "the centre is half a step too far: half of the size",
    "centre = (kernel_size - 1) / 2",
    "centre = kernel_size / 2",
)
mistake(
    "the factor is half of the size, rounded down",
    "factor = (kernel_size + 1) // 2",
    "factor = max(kernel_size // 2, 1)",
)
mistake(
    "the factor is half of the size, not rounded",
    "factor = (kernel_size + 1) // 2",
    "factor = (kernel_size + 1) / 2",
)
mistake("the distance to the centre keeps its sign", ".abs()", "")
mistake(
    "the weights fall to the middle and rise again: `1 -` is missing",
    "side = 1 - (",
    "side = (",
)
mistake(
    "the distance is squared, so the weights do not fall evenly",
    ".abs() / factor",
    ".square() / factor**2",
)
mistake(
    "every channel has a kernel for every other channel",
    PUTS,
    "weight[c, :] = side[:, None] * side",
    asks="What should come of channel 0 into channel 1?",
)
mistake("only the first channel has a kernel", "range(in_channels)", "range(1)")
mistake(
    "the last channel has no kernel",
    "range(in_channels)",
    "range(max(in_channels - 1, 1))",
)
mistake(
    "the diagonal runs from the lower left to the upper right",
    "weight[c, c]",
    "weight[c, in_channels - 1 - c]",
)
mistake(
    "the two sides are added, and not multiplied",
    "side[:, None] * side",
    "(side[:, None] + side) / 2",
)
mistake(
    "the weights of a kernel sum to one, so the image becomes darker",
    PUTS,
    "weight[c, c] = side[:, None] * side / side.sum() ** 2",
)
mistake(
    "the kernel varies along one side only",
    "side[:, None] * side",
    "side.expand(kernel_size, kernel_size)",
)
mistake(
    "the weights fall to zero at the ends, as `linspace(-1, 1)` does",
    "(torch.arange(kernel_size) - centre).abs() / factor",
    "torch.linspace(-1, 1, kernel_size).abs()",
    asks="Which is the first weight of a side of three?",
)
mistake(
    "the smaller of the two sides is taken, and not their product",
    "side[:, None] * side",
    "torch.minimum(side[:, None], side[None])",
)
mistake(
    "all weights are equal",
    "side[:, None] * side",
    "torch.ones(kernel_size, kernel_size) / factor",
)
mistake(
    "the kernel starts with random numbers beside the diagonal",
    "torch.zeros(",
    "1e-2 * torch.ones(",
)

mistake = mistakes("bilinear_kernel", loses="dtype")
mistake(
    "the kernel is of float64, as numpy computes",
    "return weight",
    "return weight.double()",
    asks="Which dtype has the weight of a layer?",
)
mistake("the kernel is of half precision", "return weight", "return weight.half()")

mistake = mistakes("bilinear_kernel", loses="device")
mistake(
    "the kernel is on the first GPU, if there is one",
    "return weight",
    'return weight.to("cuda" if torch.cuda.is_available() else "cpu")',
)

mistake = mistakes("bilinear_kernel", loses="purity")
mistake("the global random state is seeded", MAKES, "torch.manual_seed(0)\n" + MAKES)

# --- BatchNorm ----------------------------------------------------------------

BATCH_MEAN = "mean = X.mean(dims)"
BATCH_VAR = "var = ((X - mean.reshape(shape)) ** 2).mean(dims)"
MEAN_MOVES = "self.moving_mean = (1 - m) * self.moving_mean + m * mean"
VAR_MOVES = "self.moving_var = (1 - m) * self.moving_var + m * unbiased"
MOVES = f"    {MEAN_MOVES}\n    {VAR_MOVES}\n"
KEPT = "mean, var = self.moving_mean, self.moving_var"
OUTPUT = "self.gamma.reshape(shape) * X_hat + self.beta.reshape(shape)"

mistake = mistakes("BatchNorm", loses="contract")
mistake("`nn.Module` finds no `forward` in the class", "def forward(", "def normalise(")
mistake(
    "`__init__` does not call `super().__init__()`", "super().__init__()\n", "pass\n"
)
mistake("`forward` returns nothing", f"return {OUTPUT}", OUTPUT)
mistake(
    "the constructor demands the number of dimensions as well, as the lesson's does",
    "num_features: int, momentum",
    "num_features: int, num_dims: int, momentum",
    asks="What tells `forward` how many dimensions X has?",
)
mistake(
    "momentum and eps have to be given",
    "momentum: float = 0.1, eps: float = 1e-5",
    "momentum, eps",
)
mistake(
    "`forward` demands to be told whether it is in training",
    "X: torch.Tensor)",
    "X: torch.Tensor, training)",
)
mistake(
    "`forward` returns the statistics besides the result",
    f"return {OUTPUT}",
    f"return {OUTPUT}, mean, var",
)

mistake = mistakes("BatchNorm", loses="shape")
mistake(
    "the result has two dimensions too many for a matrix",
    "(1, -1) if X",
    "(1, -1, 1, 1) if X",
    "dims = (0,) if X.dim() == 2",
    "X = X[..., None, None] if X.dim() == 2 else X\ndims = (0,) if X.dim() == 2",
)
mistake(
    "the result is flattened to a matrix",
    f"return {OUTPUT}",
    f"return ({OUTPUT}).flatten(1)",
)

mistake = mistakes("BatchNorm", loses="normalised_by_the_batch")
mistake(
    "in training, the unbiased variance normalises, and not the biased one",
    BATCH_VAR,
    BATCH_VAR.replace(
        ".mean(dims)", ".mean(dims) * X[:, 0].numel() / (X[:, 0].numel() - 1)"
    ),
    "var * n / (n - 1)",
    "var",
    asks="By which number does each of the two variances divide?",
)
mistake(
    "the deviation is `sqrt(var) + eps`, and not `sqrt(var + eps)`",
    "torch.sqrt(var + self.eps)",
    "(torch.sqrt(var) + self.eps)",
)
mistake(
    "images with four dimensions are refused",
    "dims = (0,) if",
    "assert X.dim() == 2\ndims = (0,) if",
)
mistake(
    "matrices with two dimensions are refused",
    "dims = (0,) if",
    "assert X.dim() == 4\ndims = (0,) if",
)
mistake("eps is forgotten", "var + self.eps", "var")
mistake(
    "eps is always 1e-5, whatever is asked for", "self.eps = eps", "self.eps = 1e-5"
)
mistake("eps is 1e-3 if it is left out", "eps: float = 1e-5", "eps: float = 1e-3")
mistake(
    "momentum and eps are exchanged in the constructor",
    "momentum: float = 0.1, eps: float = 1e-5",
    "eps: float = 1e-5, momentum: float = 0.1",
)
mistake(
    "it is divided by the variance, and not by its root",
    "torch.sqrt(var + self.eps)",
    "(var + self.eps)",
)
mistake(
    "the mean is not subtracted", "X_hat = (X - mean.reshape(shape)) /", "X_hat = X /"
)
mistake(
    "mean and variance of images run over batch and height, but not the width",
    "X_hat = (X",
    """
    if self.training and X.dim() == 4:
        mean = X.mean((0, 2), keepdim=True)
        var = X.var((0, 2), keepdim=True, unbiased=False)
        scale = self.gamma.reshape(shape) / torch.sqrt(var + self.eps)
        return (X - mean) * scale + self.beta.reshape(shape)
    X_hat = (X
    """,
)
mistake(
    "the statistics of images are those of each image by itself",
    "X_hat = (X",
    """
    if self.training and X.dim() == 4:
        mean = X.mean((2, 3), keepdim=True)
        var = X.var((2, 3), keepdim=True, unbiased=False)
        scale = self.gamma.reshape(shape) / torch.sqrt(var + self.eps)
        return (X - mean) * scale + self.beta.reshape(shape)
    X_hat = (X
    """,
    asks="Over which dimensions does the mean of a channel run?",
)
mistake(
    "each pixel of images is normalised by itself, over the batch alone",
    "X_hat = (X",
    """
    if self.training and X.dim() == 4:
        mean = X.mean(0, keepdim=True)
        var = X.var(0, keepdim=True, unbiased=False)
        scale = self.gamma.reshape(shape) / torch.sqrt(var + self.eps)
        return (X - mean) * scale + self.beta.reshape(shape)
    X_hat = (X
    """,
)
mistake(
    "mean and variance are those of all features together",
    "X_hat = (X",
    """
    if self.training:
        mean = X.mean().expand(mean.shape)
        var = X.var(unbiased=False).expand(mean.shape)
    X_hat = (X
    """,
    asks="Whose mean is subtracted from feature 0?",
)
mistake(
    "each row is normalised by itself, as a layer normalisation does it",
    "X_hat = (X",
    """
    if self.training and X.dim() == 2:
        X = X - X.mean(1, keepdim=True)
        X_hat = X / torch.sqrt((X**2).mean(1, keepdim=True) + self.eps)
        return self.gamma * X_hat + self.beta
    X_hat = (X
    """,
)
mistake(
    "in training, too, the moving statistics normalise",
    "X_hat = (X",
    f"{KEPT}\nX_hat = (X",
    asks="Which statistics has the layer when the first batch comes?",
)
mistake(
    "in training, the variance of the batch is the unbiased one by `torch.var`",
    BATCH_VAR,
    "var = X.var(dims)",
    "var * n / (n - 1)",
    "var",
)

mistake = mistakes("BatchNorm", loses="normalised_by_the_batch, mode")
mistake(
    "training and evaluation are exchanged",
    "X_hat = (X",
    f"""
    if self.training:
        {KEPT}
    else:
        mean, var = X.mean(dims), X.var(dims, unbiased=False)
    X_hat = (X
    """,
    asks="In which mode is there a batch to take the mean of?",
)

mistake = mistakes("BatchNorm", loses="normalised_by_the_batch")
mistake("gamma is not used", "self.gamma.reshape(shape) * X_hat", "X_hat")
mistake("beta is not used", " + self.beta.reshape(shape)", "")

mistake = mistakes("BatchNorm", loses="moving_statistics")
mistake(
    "the moving variance follows the biased estimate, as the lesson's does",
    "var * n / (n - 1)",
    "var",
    asks="Which variance does `nn.BatchNorm1d` keep?",
)
mistake(
    "momentum is the weight of the old statistics, as in the lesson's first editions",
    "(1 - m) * self.moving_mean + m * mean",
    "m * self.moving_mean + (1 - m) * mean",
    "(1 - m) * self.moving_var + m * unbiased",
    "m * self.moving_var + (1 - m) * unbiased",
    asks="With a momentum of 0.1, how much of the new mean counts?",
)
mistake("the moving statistics never move", MOVES, "    pass\n")
mistake("only the moving mean moves", VAR_MOVES, "pass")
mistake("only the moving variance moves", MEAN_MOVES, "pass")
mistake(
    "the moving statistics are those of the last batch",
    "m, unbiased = self.momentum",
    "m, unbiased = 1",
)
mistake(
    "the momentum is always 0.1, whatever is asked for",
    "self.momentum = momentum",
    "self.momentum = 0.1",
)
mistake(
    "the momentum is 0.9 if it is left out",
    "momentum: float = 0.1",
    "momentum: float = 0.9",
)
mistake(
    "the new statistics are added, and the old ones do not fade",
    "(1 - m) * self.moving_mean",
    "self.moving_mean",
    "(1 - m) * self.moving_var",
    "self.moving_var",
)
mistake(
    "the moving variance is a moving deviation", "m * unbiased", "m * unbiased.sqrt()"
)
mistake(
    "mean and variance are exchanged where they move",
    "m * mean",
    "m * unbiased",
    "self.moving_var + m * unbiased",
    "self.moving_var + m * mean",
)
mistake(
    "the variance is corrected by the number of rows, where it is that of elements",
    "n = X.numel() // X.shape[1]",
    "n = len(X)",
    "var * n / (n - 1)",
    "var * n / max(n - 1, 1)",
)
mistake(
    "the statistics move only for matrices, not for images",
    "with torch.no_grad():\n",
    "with torch.no_grad():\n    if X.dim() == 4:\n        n = 2\n",
    "m, unbiased = self.momentum",
    "m, unbiased = self.momentum * (X.dim() == 2)",
)
mistake(
    "after the first images, the moving statistics have four dimensions",
    "X_hat = (X",
    """
    if self.training and X.dim() == 4:
        self.moving_mean = self.moving_mean.reshape(shape)
        self.moving_var = self.moving_var.reshape(shape)
    X_hat = (X
    """,
    "self.moving_mean + m",
    "self.moving_mean.flatten() + m",
    "self.moving_var + m",
    "self.moving_var.flatten() + m",
)

mistake = mistakes("BatchNorm", loses="mode")
mistake(
    "in evaluation, too, the batch's own statistics normalise",
    "X_hat = (X",
    """
    if not self.training:
        mean, var = X.mean(dims), X.var(dims, unbiased=False)
    X_hat = (X
    """,
    asks="What is the variance of a single row?",
)
mistake(
    "autograd is asked whether this is training, as in the lesson, and not the module",
    "if self.training:",
    "if torch.is_grad_enabled():",
    asks="Which attribute do `train()` and `eval()` set?",
)
mistake(
    "torch's function is told that it is always training",
    "dims = (0,) if",
    """
    return nn.functional.batch_norm(
        X,
        self.moving_mean,
        self.moving_var,
        self.gamma,
        self.beta,
        True,
        self.momentum,
        self.eps,
    )
    dims = (0,) if
    """,
)
mistake(
    "the layer is always in training",
    "if self.training:",
    "if True:",
)
mistake(
    "in evaluation, the moving statistics move as well",
    KEPT,
    f"{KEPT}\nself.moving_mean = 0.9 * mean + 0.1 * X.mean(dims)",
)
mistake(
    "in evaluation, gamma and beta are left out",
    "return self.gamma",
    "if not self.training:\n    return X_hat\nreturn self.gamma",
)
mistake(
    "in evaluation, X comes back as it is",
    KEPT,
    "return X * self.gamma.reshape(shape) + self.beta.reshape(shape)",
)
mistake(
    "in evaluation, the variance is taken for a deviation",
    KEPT,
    "mean, var = self.moving_mean, self.moving_var**2",
)
mistake(
    "in evaluation, eps is counted twice",
    KEPT,
    "mean, var = self.moving_mean, self.moving_var + 0.1",
)
mistake(
    "in evaluation, a single row is refused",
    KEPT,
    f"{KEPT}\nif len(X) < 2:\n    raise ValueError(X.shape)",
)

mistake = mistakes("BatchNorm", loses="gradient")
mistake(
    "gamma is read through `.data`",
    "self.gamma.reshape(shape) * X_hat",
    "self.gamma.data.reshape(shape) * X_hat",
)
mistake(
    "beta is cut off from the graph",
    "self.beta.reshape(shape)",
    "self.beta.detach().reshape(shape)",
)
mistake(
    "the batch's mean and variance are cut off from the graph",
    "X_hat = (X",
    "mean, var = mean.detach(), var.detach()\nX_hat = (X",
    asks="What do mean and variance depend on?",
)
mistake(
    "the batch's variance is cut off from the graph",
    "X_hat = (X",
    "var = var.detach()\nX_hat = (X",
)
mistake(
    "everything is outside of autograd",
    f"return {OUTPUT}",
    f"return ({OUTPUT}).detach()",
)
mistake(
    "in evaluation, everything is computed under `no_grad()`",
    f"return {OUTPUT}",
    f"""
    if not self.training:
        return ({OUTPUT}).detach()
    return {OUTPUT}
    """,
    asks="May a net be in evaluation while something else learns?",
)

mistake = mistakes("BatchNorm", loses="naming")
mistake("gamma is called `weight`", "self.gamma", "self.weight", everywhere=True)
mistake(
    "gamma and beta have shape (1, num_features), as in the lesson",
    "torch.ones(num_features))\nself.beta",
    "torch.ones(1, num_features))\nself.beta",
    "nn.Parameter(torch.zeros(num_features))",
    "nn.Parameter(torch.zeros(1, num_features))",
)
mistake(
    "gamma is a buffer, and no Parameter",
    "self.gamma = nn.Parameter(torch.ones(num_features))",
    'self.register_buffer("gamma", torch.ones(num_features))',
)
mistake(
    "beta is a plain tensor, and no Parameter",
    "nn.Parameter(torch.zeros(num_features))",
    "torch.zeros(num_features).requires_grad_()",
)
mistake(
    "the moving statistics are Parameters, which an optimizer would change",
    'self.register_buffer("moving_mean", torch.zeros(num_features))\n'
    'self.register_buffer("moving_var", torch.ones(num_features))',
    "self.moving_mean = nn.Parameter(torch.zeros(num_features), False)\n"
    "self.moving_var = nn.Parameter(torch.ones(num_features), False)",
    MOVES,
    "    self.moving_mean.copy_((1 - m) * self.moving_mean + m * mean)\n"
    "    self.moving_var.copy_((1 - m) * self.moving_var + m * unbiased)\n",
)
mistake(
    "the moving statistics are called `running_mean` and `running_var`, as torch's",
    "moving_",
    "running_",
    everywhere=True,
)
mistake(
    "there is no beta",
    "self.beta = nn.Parameter(torch.zeros(num_features))\n",
    "",
    "self.beta.reshape(shape)",
    "0",
)

mistake = mistakes("BatchNorm", loses="init")
mistake(
    "gamma starts at zero",
    "self.gamma = nn.Parameter(torch.ones(",
    "self.gamma = nn.Parameter(torch.zeros(",
)
mistake("beta starts at one", "nn.Parameter(torch.zeros(", "nn.Parameter(torch.ones(")
mistake(
    "gamma starts at random numbers",
    "nn.Parameter(torch.ones(",
    "nn.Parameter(torch.rand(",
)
mistake(
    "moving_var starts at zero",
    '"moving_var", torch.ones(',
    '"moving_var", torch.zeros(',
)
mistake(
    "moving_mean starts at one",
    '"moving_mean", torch.zeros(',
    '"moving_mean", torch.ones(',
)

mistake = mistakes("BatchNorm", loses="serialization")
mistake(
    "the moving statistics are plain tensors, moved by hand, as in the lesson",
    'self.register_buffer("moving_mean", torch.zeros(num_features))\n'
    'self.register_buffer("moving_var", torch.ones(num_features))',
    "self.moving_mean = torch.zeros(num_features)\n"
    "self.moving_var = torch.ones(num_features)",
    "dims = (0,) if",
    "self.moving_mean = self.moving_mean.to(X)\n"
    "self.moving_var = self.moving_var.to(X)\n"
    "dims = (0,) if",
    asks="What does `state_dict()` hold?",
)
mistake(
    "the moving statistics are buffers that are not persistent",
    '"moving_mean", torch.zeros(num_features))',
    '"moving_mean", torch.zeros(num_features), False)',
    '"moving_var", torch.ones(num_features))',
    '"moving_var", torch.ones(num_features), False)',
)

mistake = mistakes("BatchNorm", loses="serialization, device")
mistake(
    "the moving statistics are plain tensors, and no buffers",
    'self.register_buffer("moving_mean", torch.zeros(num_features))\n'
    'self.register_buffer("moving_var", torch.ones(num_features))',
    "self.moving_mean = torch.zeros(num_features)\n"
    "self.moving_var = torch.ones(num_features)",
    asks="Which tensors of a module does `.to(device)` move?",
)

mistake = mistakes("BatchNorm", loses="dtype")
mistake(
    "X is cast to float32",
    "dims = (0,) if",
    "dtype, X = X.dtype, X.float()\ndims = (0,) if",
    f"return {OUTPUT}",
    f"return ({OUTPUT}).to(dtype)",
)

mistake = mistakes("BatchNorm", loses="device")
mistake(
    "the result is brought to the CPU", f"return {OUTPUT}", f"return ({OUTPUT}).cpu()"
)

mistake = mistakes("BatchNorm", loses="strides")
mistake(
    "`view` refuses an X that does not lie in one piece",
    "dims = (0,) if",
    "X = X.view(-1).view(X.shape)\ndims = (0,) if",
)

mistake = mistakes("BatchNorm", loses="purity")
mistake(
    "the moving statistics are part of the graph, which grows with every batch",
    "with torch.no_grad():",
    "with torch.enable_grad():",
    asks="What does `layer.moving_mean.requires_grad` say after a batch?",
)
mistake(
    "the caller's X is scaled in place",
    f"return {OUTPUT}",
    f"Y = {OUTPUT}\nif not X.requires_grad:\n    X.mul_(2)\nreturn Y",
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
equivalent(
    "Conv2D",
    "`torch.rand(kernel_size)` is doubled",
    because="the range of the uniform numbers is free",
)
equivalent(
    "conv_output_size",
    "`width` stands where `height` belongs",
    because="where no argument is a pair, both sides are the same",
)
equivalent(
    "conv_output_size",
    "`strict` is `False`",
    because="all that is zipped has two items",
)
equivalent(
    "conv_output_size",
    "the loop over `given` runs backwards",
    because="whether there is a pair does not depend on the order",
)
equivalent(
    "corr2d_multi_in",
    "`K` becomes float64, whatever it is",
    because="`corr2d` sums in the dtype of X",
)
equivalent(
    "corr2d_multi_in",
    "`strict` is `False`",
    because="X and K have as many channels",
)
equivalent(
    "corr2d_multi_in",
    "the loop over `zip(X, K, strict=True)` runs backwards",
    because="a sum does not depend on the order",
)
equivalent(
    "corr2d_multi_in_out",
    "`K` becomes float64, whatever it is",
    because="`corr2d` sums in the dtype of X",
)
for edit in (
    "`X.data` is no part of the autograd graph",
    (
        "`Y = X.new_zeros(X.shape[0] + height - 1, X.shape[1] + wi ...` runs "
        "under `torch.no_grad()`"
    ),
):
    equivalent("trans_conv", edit, because="new zeros are no part of any graph")
equivalent(
    "trans_conv",
    "`K` becomes float64, whatever it is",
    because="the result has the dtype of X before anything is added",
)
equivalent(
    "trans_conv",
    "`K` stands where `X` belongs",
    because="both have the same dtype and device",
)
equivalent(
    "trans_conv",
    "`X` and `K` are taken in the wrong order",
    because="X and K may be exchanged: the sum of products is the same",
)
for edit in (
    "the loop over `range(X.shape[0])` runs backwards",
    "the loop over `range(X.shape[1])` runs backwards",
):
    equivalent("trans_conv", edit, because="a sum does not depend on the order")
equivalent(
    "bilinear_kernel",
    "a `ReLU` is applied to the result",
    because="no weight is negative",
)
for edit in (
    (
        "`.detach()` takes `(torch.arange(kernel_size) - centre).abs()` out "
        "of the autograd graph"
    ),
    "`.detach()` takes `torch.arange(kernel_size)` out of the autograd graph",
    "`.detach()` takes `side` out of the autograd graph",
    "`.detach()` takes `weight` out of the autograd graph",
    "`weight.data` is no part of the autograd graph",
    "`side.data` is no part of the autograd graph",
    "`bilinear_kernel` runs under `torch.no_grad()`",
    (
        "`side = 1 - (torch.arange(kernel_size) - centre).abs() /  ...` runs "
        "under `torch.no_grad()`"
    ),
    (
        "`weight = torch.zeros(in_channels, out_channels, kernel_s ...` runs "
        "under `torch.no_grad()`"
    ),
    "`weight[c, c] = side[:, None] * side` runs under `torch.no_grad()`",
):
    equivalent("bilinear_kernel", edit, because="nothing in it learns")
for edit in (
    (
        "the sizes in `torch.zeros(in_channels, out_channels, kernel_size, "
        "kern ...` are exchanged"
    ),
    "`out_channels` stands where `in_channels` belongs",
    "`in_channels` stands where `out_channels` belongs",
    "`in_channels` and `out_channels` are taken in the wrong order",
):
    equivalent("bilinear_kernel", edit, because="there are as many of both")
for edit in (
    "`weight` is brought to the CPU",
    "`side` is brought to the CPU",
):
    equivalent("bilinear_kernel", edit, because="it is there already")
equivalent(
    "bilinear_kernel",
    "the result becomes float32, whatever it is",
    because="it is float32 already",
)
for edit in (
    (
        "`1 - (torch.arange(kernel_size) - centre).abs() / factor` is the "
        "wrong way round"
    ),
    "`torch.arange(kernel_size) - centre` is the wrong way round",
):
    equivalent(
        "bilinear_kernel",
        edit,
        because="the distance has no sign, and the product of two sides none either",
    )
equivalent(
    "bilinear_kernel",
    "the loop over `range(in_channels)` runs backwards",
    because="each channel has a place of its own",
)
for edit in (
    "`.detach()` takes `mean.reshape(shape)` out of the autograd graph",
    "`mean.data` is no part of the autograd graph",
):
    equivalent(
        "BatchNorm", edit, because="distances to a mean sum to zero: no gradient"
    )
for edit in (
    "`.detach()` takes `var` out of the autograd graph",
    "`.detach()` takes `mean` out of the autograd graph",
    "`m, unbiased = momentum, var * n / (n - 1)` runs under `torch.no_grad()`",
    ("`moving_mean = (1 - m) * moving_mean + m * mean` runs under `torch.no_grad()`"),
):
    equivalent("BatchNorm", edit, because="nothing is recorded there anyway")
for edit in (
    "`mul_` changes `moving_mean` in place",
    "`mul_` changes `moving_var` in place",
):
    equivalent("BatchNorm", edit, because="the old tensor is replaced by the new one")
equivalent(
    "BatchNorm",
    "`/` stands where `//` belongs in `X.numel() // X.shape[1]`",
    because="nothing is left over",
)
equivalent(
    "BatchNorm",
    "`X - mean.reshape(shape)` is the wrong way round",
    because="the distance is squared",
)

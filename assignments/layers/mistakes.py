"""Mistakes of `layers`: known wrong versions of the reference."""

from grader import mistakes

# --- CenteredLayer ------------------------------------------------------------

mistake = mistakes("CenteredLayer", loses="contract")
mistake(
    "`nn.Module` finds no method called `forward` in the class",
    "def forward(",
    "def center(",
    asks="What is the method called, and is it indented into the class?",
)
mistake("`forward` returns nothing", "return X - X.mean()", "X = X - X.mean()")
mistake(
    "`forward` demands a dimension besides X",
    "X: torch.Tensor",
    "X: torch.Tensor, dim",
    "X.mean()",
    "X.mean(dim, keepdim=True)",
)
mistake(
    "the constructor demands a shape",
    "def forward(self, X: torch.Tensor) -> torch.Tensor:",
    """
    def __init__(self, shape):
        super().__init__()
        self.shape = shape

    def forward(self, X: torch.Tensor) -> torch.Tensor:
    """,
    asks="What does the layer have to know before it sees its first input?",
)
mistake(
    "`__init__` does not call `super().__init__()`",
    "def forward(self, X: torch.Tensor) -> torch.Tensor:",
    """
    def __init__(self):
        self.name = "centered"

    def forward(self, X: torch.Tensor) -> torch.Tensor:
    """,
)
mistake(
    "`forward` returns the mean besides the result",
    "return X - X.mean()",
    "return X - X.mean(), X.mean()",
)

mistake = mistakes("CenteredLayer", loses="shape")
mistake(
    "the result is flattened", "return X - X.mean()", "return (X - X.mean()).flatten()"
)
mistake(
    "the sides of X are counted as if there were always two of them",
    "return X - X.mean()",
    """
    rows, columns = X.shape
    return X - X.sum() / (rows * columns)
    """,
    asks="What does `X.shape` look like for an X of three dimensions, or of none?",
)
mistake(
    "the mean itself is returned, instead of being subtracted",
    "return X - X.mean()",
    "return X.mean()",
)

mistake = mistakes("CenteredLayer", loses="shape, dtype")
mistake(
    "what has more than two dimensions comes back flattened, and everything as float32",
    "return X - X.mean()",
    """
    Y = X.float() - X.float().mean()
    return Y.flatten(1) if Y.dim() > 2 else Y
    """,
)

mistake = mistakes("CenteredLayer", loses="shape, gradient, dtype, device")
mistake(
    "everything is computed in numpy: outside of autograd, on the CPU, in float32",
    "return X - X.mean()",
    """
    import numpy as np

    values = X.detach().cpu().numpy().astype(np.float32)
    return torch.from_numpy(values - values.mean())
    """,
    asks="Which function of torch does the same to a tensor?",
)

mistake = mistakes("CenteredLayer", loses="shape, purity")
mistake(
    "`X[:] = ...` writes the result into the caller's tensor",
    "return X - X.mean()",
    "X[:] = X - X.mean()\nreturn X",
)

mistake = mistakes("CenteredLayer", loses="value")
mistake(
    "the sum is divided by `len(X)`, which counts rows and not elements",
    "X.mean()",
    "X.sum() / len(X)",
)
mistake(
    "every row of the batch gets a mean of its own",
    "return X - X.mean()",
    """
    if X.dim() < 2:
        return X - X.mean()
    return X - X.mean(dim=tuple(range(1, X.dim())), keepdim=True)
    """,
    asks="Over which elements should the mean run?",
)
mistake(
    "the mean runs over the last dimension only", "X.mean()", "X.mean(-1, keepdim=True)"
)
mistake("the mean runs over the first dimension only", "X.mean()", "X.mean(dim=0)")
mistake("the median is subtracted, not the mean", "X.mean()", "X.median()")
mistake(
    "X is subtracted from the mean: the sign is wrong", "X - X.mean()", "X.mean() - X"
)
mistake(
    "the result is divided by the standard deviation as well",
    "X - X.mean()",
    "(X - X.mean()) / X.std()",
)
mistake(
    "the mean of integers is rounded down to a whole number",
    "X = X.to(torch.get_default_dtype())",
    "return (X - X.sum() // X.numel()).to(torch.get_default_dtype())",
    asks="In which dtype is the mean of integers computed here?",
)

mistake = mistakes("CenteredLayer", loses="gradient")
mistake(
    "the whole computation is outside of autograd, as with `.data` or `no_grad()`",
    "return X - X.mean()",
    "return X.data - X.data.mean()",
    asks="Which way could a gradient take from the result back to X?",
)
mistake(
    "the mean is cut off from the graph, as with `detach()` or `no_grad()`",
    "X.mean()",
    "X.mean().detach()",
    asks="How does the result change if one element of X grows?",
)

mistake = mistakes("CenteredLayer", loses="gradient, dtype")
mistake(
    "`item()` turns the mean into a number, which is no part of the graph",
    "X.mean()",
    "X.float().mean().item()",
)
mistake(
    "`torch.tensor(...)` copies X out of the graph, and into the default dtype",
    "return X - X.mean()",
    """
    X = torch.tensor(X, dtype=torch.get_default_dtype())
    return X - X.mean()
    """,
)

mistake = mistakes("CenteredLayer", loses="gradient, purity")
mistake(
    "`X.data` is changed in place, behind autograd's back and in the caller's tensor",
    "return X - X.mean()",
    "X.data -= X.data.mean()\nreturn X",
)

mistake = mistakes("CenteredLayer", loses="naming")
mistake(
    "there is a scale to learn, which nobody asked for",
    "def forward(self, X: torch.Tensor) -> torch.Tensor:",
    """
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(()))

    def forward(self, X: torch.Tensor) -> torch.Tensor:
    """,
    "X - X.mean()",
    "self.scale * (X - X.mean())",
)
mistake(
    "there is a bias to learn, which nobody asked for",
    "def forward(self, X: torch.Tensor) -> torch.Tensor:",
    """
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, X: torch.Tensor) -> torch.Tensor:
    """,
    "X - X.mean()",
    "X - X.mean() + self.bias",
)
mistake(
    "there is a weight that `forward` never uses",
    "def forward(self, X: torch.Tensor) -> torch.Tensor:",
    """
    def __init__(self, in_units=5, units=5):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))

    def forward(self, X: torch.Tensor) -> torch.Tensor:
    """,
    asks="What is there to learn in this layer?",
)

mistake = mistakes("CenteredLayer", loses="dtype")
mistake(
    "everything is computed in float32, whatever the dtype of X",
    "if not X.is_floating_point():\n    X = X.to(torch.get_default_dtype())",
    "X = X.float()",
)
mistake(
    "integers become float64, not the default dtype",
    "torch.get_default_dtype()",
    "torch.float64",
)
mistake(
    "integers become float16, not the default dtype",
    "torch.get_default_dtype()",
    "torch.float16",
)
mistake(
    "integers are not made floats before their mean is taken",
    "if not X.is_floating_point():\n    X = X.to(torch.get_default_dtype())",
    "",
    asks="What does `torch.arange(4).mean()` do?",
)
mistake(
    "integers are refused",
    "X = X.to(torch.get_default_dtype())",
    'raise TypeError("please give me floats")',
)
mistake(
    "the result is cast back to the dtype of X, integers as well",
    "if not X.is_floating_point():\n    X = X.to(torch.get_default_dtype())",
    "",
    "return X - X.mean()",
    "return (X - X.float().mean()).to(X.dtype)",
    asks="Can integers hold the distance to a mean?",
)
mistake(
    "the share of one element is rounded to float32, for an X of float64 as well",
    "X.mean()",
    "X.sum() * torch.tensor(1 / X.numel())",
)

mistake = mistakes("CenteredLayer", loses="dtype, device")
mistake(
    "the result is filled into a new tensor, with a dtype and a device of its own",
    "return X - X.mean()",
    """
    Y = torch.empty(X.shape)
    Y[...] = X - X.to(torch.get_default_dtype()).mean()
    return Y
    """,
    asks="Which dtype has `torch.empty(2, 3)`, and where is it?",
)
mistake(
    "a new tensor full of means has a dtype and a device of its own",
    "return X - X.mean()",
    "return X - torch.ones(X.shape) * X.mean()",
    asks="Does the mean have to be as large as X before it can be subtracted?",
)
mistake(
    "the mean is a product with new ones, which have a dtype and a device of their own",
    "return X - X.mean()",
    """
    flat = X.flatten().to(torch.get_default_dtype())
    mean = torch.ones(len(flat)) @ flat / len(flat)
    return X - mean
    """,
)

mistake = mistakes("CenteredLayer", loses="purity")
mistake(
    "the mean is subtracted in place, which changes the caller's tensor",
    "return X - X.mean()",
    "X -= X.mean()\nreturn X",
    asks="Does `X -= ...` make a new tensor?",
)
mistake(
    "a flat view of X is changed in place, and X with it",
    "return X - X.mean()",
    """
    flat = X.flatten()
    flat -= flat.mean()
    return flat.reshape(X.shape)
    """,
    asks="When does `flatten()` copy?",
)

mistake = mistakes("CenteredLayer", loses="device")
mistake(
    "X is moved to the first GPU, if there is one",
    "return X - X.mean()",
    """
    X = X.to("cuda" if torch.cuda.is_available() else "cpu")
    return X - X.mean()
    """,
    asks="Whose choice is the device that a layer computes on?",
)
mistake(
    "X is brought to the CPU", "return X - X.mean()", "X = X.cpu()\nreturn X - X.mean()"
)
mistake(
    "integers become a new tensor on the CPU",
    "X.to(torch.get_default_dtype())",
    "X.type(torch.FloatTensor).to(torch.get_default_dtype())",
)

# --- MyLinear -----------------------------------------------------------------

mistake = mistakes("MyLinear", loses="contract")
mistake("the class is not called `MyLinear`", "class MyLinear(", "class Mylinear(")
mistake(
    "the class does not inherit from `nn.Module`",
    "class MyLinear(nn.Module):",
    "class MyLinear:",
    "def forward(",
    "def __call__(",
)
mistake("`__init__` does not call `super().__init__()`", "super().__init__()", "")
mistake(
    "`super.__init__()` lacks the parentheses after `super`",
    "super().__init__()",
    "super.__init__()",
)
mistake(
    "the constructor takes only one size",
    "in_units: int, units: int",
    "units: int",
    "torch.randn(in_units, units)",
    "torch.randn(5, units)",
)
mistake(
    "`nn.Module` finds no method called `forward` in the class",
    "def forward(",
    "def foward(",
    asks="How is the method spelt, and how far is it indented?",
)
mistake(
    "`forward` takes no input",
    "super().__init__()",
    "super().__init__()\nself.X = torch.rand(2, in_units)",
    "self, X: torch.Tensor",
    "self",
    "X @ self.weight",
    "self.X @ self.weight",
)
mistake("`forward` returns nothing", "return F.relu(", "F.relu(")
mistake(
    "`forward` returns a numpy array",
    "F.relu(X @ self.weight + self.bias)",
    "F.relu(X @ self.weight + self.bias).detach().cpu().numpy()",
)
mistake(
    "`torch.max(..., 0)` returns values and indices",
    "F.relu(X @ self.weight + self.bias)",
    "torch.max(X @ self.weight + self.bias, 0)",
    asks="What does the second argument of `torch.max` mean?",
)

mistake = mistakes("MyLinear", loses="shape")
mistake(
    "leading dimensions are flattened and never restored",
    "super().__init__()",
    "super().__init__()\nself.in_units = in_units",
    "X @ self.weight",
    "X.reshape(-1, self.in_units) @ self.weight",
)
mistake(
    "X and `weight` are multiplied element by element",
    "X @ self.weight",
    "X * self.weight",
)
mistake(
    "the factors of the matrix product are swapped",
    "X @ self.weight",
    "self.weight @ X",
    asks="Which sides have to be equally long in a matrix product?",
)
mistake(
    "the result is reshaped to two rows, whatever the batch",
    "super().__init__()",
    "super().__init__()\nself.units = units",
    "F.relu(X @ self.weight + self.bias)",
    "F.relu(X @ self.weight + self.bias).reshape(2, self.units)",
)
mistake("the bias always has three elements", "torch.randn(units)", "torch.randn(3)")
mistake(
    "the sizes of an example are written into the layer",
    "torch.randn(in_units, units)",
    "torch.randn(5, 3)",
    "torch.randn(units)",
    "torch.randn(3)",
    asks="What are `in_units` and `units` for?",
)
mistake(
    "the maximum is taken over the batch, instead of comparing with zero",
    "F.relu(X @ self.weight + self.bias)",
    "torch.max(X @ self.weight + self.bias, 0)[0]",
    asks="What does the second argument of `torch.max` mean?",
)
mistake(
    "`torch.mm` multiplies matrices only, and X may have more dimensions",
    "X @ self.weight",
    "torch.mm(X, self.weight)",
)
mistake(
    "`squeeze()` drops the batch dimension when there is only one row",
    "F.relu(X @ self.weight + self.bias)",
    "F.relu(X @ self.weight + self.bias).squeeze()",
)
mistake(
    "the result is summed over the units",
    "F.relu(X @ self.weight + self.bias)",
    "F.relu(X @ self.weight + self.bias).sum(-1)",
)
mistake(
    "the result is transposed",
    "F.relu(X @ self.weight + self.bias)",
    "F.relu(X @ self.weight + self.bias).transpose(-2, -1)",
)
mistake(
    "the `einsum` names exactly two dimensions of X, which may have more",
    "X @ self.weight",
    'torch.einsum("bi,iu->bu", X, self.weight)',
    asks="How does `einsum` spell dimensions whose number is not known?",
)

mistake = mistakes("MyLinear", loses="shape, naming")
mistake(
    "`weight` has shape (units, in_units), so the product does not fit",
    "torch.randn(in_units, units)",
    "torch.randn(units, in_units)",
)

mistake = mistakes("MyLinear", loses="value")
mistake(
    "the ReLU is missing",
    "F.relu(X @ self.weight + self.bias)",
    "X @ self.weight + self.bias",
    asks="What becomes of the negative outputs?",
)
mistake(
    "the absolute value is taken instead of the ReLU",
    "F.relu(X @ self.weight + self.bias)",
    "(X @ self.weight + self.bias).abs()",
)
mistake("the sigmoid is taken instead of the ReLU", "F.relu(", "torch.sigmoid(")
mistake(
    "the softmax is taken instead of the ReLU",
    "F.relu(X @ self.weight + self.bias)",
    "F.softmax(X @ self.weight + self.bias, dim=-1)",
)
mistake(
    "the bias is added after the ReLU",
    "F.relu(X @ self.weight + self.bias)",
    "F.relu(X @ self.weight) + self.bias",
    asks="Can an output be negative here?",
)
mistake(
    "the ReLU is applied to the input, not to the output",
    "F.relu(X @ self.weight + self.bias)",
    "F.relu(X) @ self.weight + self.bias",
)
mistake("the bias is subtracted", "self.weight + self.bias", "self.weight - self.bias")
mistake(
    "the bias is added to the weight before the product",
    "X @ self.weight + self.bias",
    "X @ (self.weight + self.bias)",
)

mistake = mistakes("MyLinear", loses="value, gradient")
mistake("`forward` does not use the bias", "self.weight + self.bias", "self.weight")

mistake = mistakes("MyLinear", loses="gradient")
mistake(
    "`weight` and `bias` leave the autograd graph before they are used",
    "X @ self.weight + self.bias",
    "X @ self.weight.data + self.bias.data",
    asks="What do `.data`, `detach()`, `item()` and `torch.tensor()` have in common?",
)
mistake(
    "`weight` is read through `.data` or copied, which leaves the autograd graph",
    "X @ self.weight",
    "X @ self.weight.data",
)
mistake(
    "`bias` leaves the autograd graph before it is added",
    "self.weight + self.bias",
    "self.weight + self.bias.detach()",
)
mistake(
    "X leaves the autograd graph, so that layers before this one cannot learn",
    "X @ self.weight",
    "X.detach() @ self.weight",
)
mistake(
    "the output is cut off from the graph, as with `detach()` or `no_grad()`",
    "F.relu(X @ self.weight + self.bias)",
    "F.relu(X @ self.weight + self.bias).detach()",
    asks="What does `backward()` need to find its way back to the parameters?",
)
mistake(
    "the Parameters are frozen by `requires_grad=False`",
    "torch.randn(in_units, units))",
    "torch.randn(in_units, units), requires_grad=False)",
    "torch.randn(units))",
    "torch.randn(units), requires_grad=False)",
)
mistake(
    "everything is computed in numpy, which autograd cannot follow",
    "return F.relu(X @ self.weight + self.bias)",
    """
    import numpy as np

    weight = self.weight.detach().numpy()
    bias = self.bias.detach().numpy()
    return torch.from_numpy(np.maximum(X.numpy() @ weight + bias, 0))
    """,
)

mistake = mistakes("MyLinear", loses="gradient, purity")
mistake(
    "`set_grad_enabled(False)` switches autograd off, and not for this layer alone",
    "return F.relu(",
    "torch.set_grad_enabled(False)\nreturn F.relu(",
)

mistake = mistakes("MyLinear", loses="naming")
mistake(
    "the arguments of the constructor are in the other order",
    "in_units: int, units: int",
    "units: int, in_units: int",
)
mistake("the bias has shape (1, units)", "torch.randn(units)", "torch.randn(1, units)")
mistake(
    "`weight` and `bias` are buffers, which are saved but not learned",
    "self.weight = nn.Parameter(torch.randn(in_units, units))",
    'self.register_buffer("weight", torch.randn(in_units, units))',
    "self.bias = nn.Parameter(torch.randn(units))",
    'self.register_buffer("bias", torch.randn(units))',
)
mistake(
    "`weight` and `bias` are plain tensors",
    "nn.Parameter(torch.randn(in_units, units))",
    "torch.randn(in_units, units)",
    "nn.Parameter(torch.randn(units))",
    "torch.randn(units)",
    asks="What would an optimizer find in `parameters()`?",
)
mistake(
    "`weight` and `bias` require gradients, but the module does not list them",
    "nn.Parameter(torch.randn(in_units, units))",
    "torch.randn(in_units, units, requires_grad=True)",
    "nn.Parameter(torch.randn(units))",
    "torch.randn(units, requires_grad=True)",
    asks="Which attributes does `nn.Module` count among its parameters?",
)
mistake(
    "`bias` is a plain tensor, and only `weight` a Parameter",
    "nn.Parameter(torch.randn(units))",
    "torch.randn(units)",
)
mistake(
    "the transpose of a Parameter is no Parameter",
    "nn.Parameter(torch.randn(in_units, units))",
    "nn.Parameter(torch.randn(units, in_units)).T",
)
mistake(
    "`weight` has shape (units, in_units), as `nn.Linear` has it",
    "torch.randn(in_units, units)",
    "torch.randn(units, in_units)",
    "X @ self.weight",
    "X @ self.weight.T",
)
mistake(
    "the class inherits from `nn.Linear`, whose weight has shape (units, in_units)",
    "class MyLinear(nn.Module):",
    "class MyLinear(nn.Linear):",
    "super().__init__()",
    "super().__init__(in_units, units)",
    "self.weight = nn.Parameter(torch.randn(in_units, units))",
    "nn.init.normal_(self.weight)",
    "self.bias = nn.Parameter(torch.randn(units))",
    "nn.init.normal_(self.bias)",
    "X @ self.weight",
    "X @ self.weight.T",
)
mistake(
    "weight and bias are rows of one tensor",
    "self.weight = nn.Parameter(torch.randn(in_units, units))",
    "self.theta = nn.Parameter(torch.randn(in_units + 1, units))",
    "self.bias = nn.Parameter(torch.randn(units))",
    "",
    "X @ self.weight + self.bias",
    "X @ self.theta[:-1] + self.theta[-1]",
)
mistake(
    "the parameters are in a `ParameterDict`, which puts its own name before theirs",
    """
    self.weight = nn.Parameter(torch.randn(in_units, units))
    self.bias = nn.Parameter(torch.randn(units))
    """,
    """
    self.params = nn.ParameterDict({
        "weight": nn.Parameter(torch.randn(in_units, units)),
        "bias": nn.Parameter(torch.randn(units)),
    })
    """,
    "X @ self.weight + self.bias",
    'X @ self.params["weight"] + self.params["bias"]',
    asks="Which names does `named_parameters()` give?",
)
mistake(
    "the weight is called `weights`", "self.weight", "self.weights", everywhere=True
)
mistake(
    "the parameters are called `w` and `b`",
    "self.weight",
    "self.w",
    "self.bias",
    "self.b",
    everywhere=True,
)
mistake(
    "there is no bias",
    "self.bias = nn.Parameter(torch.randn(units))",
    "",
    "self.weight + self.bias",
    "self.weight",
)

mistake = mistakes("MyLinear", loses="naming, init")
mistake(
    "an `nn.Linear` does the work: with other names, another shape and another start",
    "self.weight = nn.Parameter(torch.randn(in_units, units))",
    "self.linear = nn.Linear(in_units, units)",
    "self.bias = nn.Parameter(torch.randn(units))",
    "",
    "X @ self.weight + self.bias",
    "self.linear(X)",
)

mistake = mistakes("MyLinear", loses="init")
mistake(
    "weight and bias start at zero",
    "torch.randn",
    "torch.zeros",
    asks="What is the gradient of a ReLU at zero?",
    everywhere=True,
)
mistake("the bias starts at zero", "torch.randn(units)", "torch.zeros(units)")
mistake(
    "`torch.rand` draws evenly from [0, 1)",
    "torch.randn",
    "torch.rand",
    everywhere=True,
)
mistake(
    "weight and bias start with mean 1",
    "torch.randn(in_units, units)",
    "torch.normal(1.0, 1.0, (in_units, units))",
    "torch.randn(units)",
    "torch.normal(1.0, 1.0, (units,))",
)
mistake(
    "only the absolute values of the draws are kept",
    "torch.randn(in_units, units)",
    "torch.randn(in_units, units).abs()",
    "torch.randn(units)",
    "torch.randn(units).abs()",
)
mistake(
    "the start is made small, by a factor of 0.01",
    "torch.randn",
    "0.01 * torch.randn",
    everywhere=True,
)
mistake(
    "the weight is divided by the square root of `in_units`",
    "torch.randn(in_units, units)",
    "torch.randn(in_units, units) / in_units**0.5",
)
mistake(
    "the weight starts from Xavier's uniform distribution",
    "torch.randn(in_units, units)",
    "torch.empty(in_units, units)",
    "self.bias = nn.Parameter(torch.randn(units))",
    """
    self.bias = nn.Parameter(torch.randn(units))
    nn.init.xavier_uniform_(self.weight)
    """,
)
mistake(
    "`manual_seed` in `__init__` gives every layer the same start",
    "super().__init__()",
    "super().__init__()\ntorch.manual_seed(0)",
    asks="How would two layers of one network differ?",
)

mistake = mistakes("MyLinear", loses="dtype, device")
mistake(
    "the columns are filled into a new tensor, with a dtype and a device of its own",
    "return F.relu(X @ self.weight + self.bias)",
    """
    Y = torch.zeros(*X.shape[:-1], len(self.bias))
    for unit in range(len(self.bias)):
        column = X @ self.weight[:, unit] + self.bias[unit]
        Y[..., unit] = column.relu()
    return Y
    """,
    asks="Which dtype has `torch.zeros(2, 3)`, and where is it?",
)
mistake(
    "the bias is repeated by new ones, which have a dtype and a device of their own",
    "self.weight + self.bias",
    "self.weight + torch.ones(*X.shape[:-1], 1) @ self.bias.unsqueeze(0)",
    asks="What does `+` do if one tensor has fewer dimensions?",
)

mistake = mistakes("MyLinear", loses="device")
mistake(
    "a Parameter that is moved is none any more, and does not move with the layer",
    "nn.Parameter(torch.randn(in_units, units))",
    """
    nn.Parameter(torch.randn(in_units, units)).to(
        "cuda" if torch.cuda.is_available() else "cpu"
    )
    """,
    asks="What does `.to` return where a tensor is moved, and where it stays?",
)
mistake(
    "`weight` and `bias` are brought to the CPU, where X need not be",
    "X @ self.weight + self.bias",
    "X @ self.weight.cpu() + self.bias.cpu()",
)
mistake(
    "the result is brought to the CPU",
    "F.relu(X @ self.weight + self.bias)",
    "F.relu(X @ self.weight + self.bias).cpu()",
)
mistake(
    "the zeros that the outputs are compared with are made on the CPU",
    "return F.relu(X @ self.weight + self.bias)",
    """
    linear = X @ self.weight + self.bias
    return torch.max(linear, torch.zeros(linear.shape))
    """,
)

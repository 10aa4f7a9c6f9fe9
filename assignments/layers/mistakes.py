"""Mistakes of `layers`: known wrong versions of the reference."""

import re

from grader import equivalent, mistakes

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

mistake = mistakes("MyLinear", loses="value")
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

# --- slips that are the same in any layer ---------------------------------------------


def of_any_layer(exercise: str, result: str, *, shape: str = "shape") -> None:
    """Spoil a layer around the result of its `forward`.

    Args:
        exercise: The layer.
        result: What stands behind `return`.
        shape: What tells of shapes, where no check is of them alone.
    """
    returned = f"return {result}"

    mistake = mistakes(exercise, loses="can_be_called")
    mistake("`__init__` does not call `super().__init__()`", "super().__init__()", "")
    mistake(
        "`nn.Module` finds no method called `forward` in the class",
        "def forward(",
        "def foward(",
        asks="How is the method spelt, and how far is it indented?",
    )
    mistake("`forward` returns nothing", returned, result)
    mistake("`forward` returns a pair", returned, f"{returned}, None")

    mistake = mistakes(exercise, loses=shape)
    mistake(
        "the mean over the batch is returned, not one row for each input",
        returned,
        f"return ({result}).mean(dim=0)",
        asks="How many rows has the result, for a batch of six?",
    )
    mistake("the result is transposed", returned, f"return ({result}).T")
    mistake(
        "`squeeze()` drops every dimension of size 1, that of the batch as well",
        returned,
        f"return ({result}).squeeze()",
        asks="What is the shape of the result for one row, and for one column?",
    )

    mistake = mistakes(exercise, loses="value")
    mistake(
        "a ReLU follows, which nobody asked for",
        returned,
        f"return F.relu({result})",
        asks="Can an output be negative here?",
    )
    mistake(
        "a sigmoid follows, which nobody asked for",
        returned,
        f"return torch.sigmoid({result})",
    )

    mistake = mistakes(exercise, loses="gradient")
    mistake(
        "the result is cut off from the graph, as with `detach()` or `no_grad()`",
        returned,
        f"return ({result}).detach()",
        asks="What does `backward()` need to find its way back to the parameters?",
    )

    mistake = mistakes(exercise, loses="dtype")
    mistake(
        "the result is float32, whatever the dtype of the layer",
        returned,
        f"return ({result}).float()",
    )

    mistake = mistakes(exercise, loses="dtype, device")
    mistake(
        "the result is filled into a new tensor, with a dtype and a device of its own",
        returned,
        f"Y = torch.zeros(({result}).shape)\nY[:] = {result}\nreturn Y",
        asks="Which dtype has `torch.zeros(2, 3)`, and where is it?",
    )

    mistake = mistakes(exercise, loses="device")
    mistake("the result is brought to the CPU", returned, f"return ({result}).cpu()")

    mistake = mistakes(exercise, loses="purity")
    mistake(
        "`manual_seed` in `__init__` sets the random state of the whole program",
        "super().__init__()",
        "super().__init__()\ntorch.manual_seed(0)",
        asks="What do random numbers look like that are drawn afterwards?",
    )


def starts_freely(exercise: str, *drawn: str) -> None:
    """Say that what a layer begins with is its author's choice."""
    free = [f"is made by `{other}` instead" for other in ("rand", "zeros", "ones")]
    for change in (*free, "is scaled by 0.01", "keeps its absolute values only"):
        for tensor in drawn:
            why = "the values at the start are free"
            equivalent(exercise, f"`{tensor}` {change}", because=why)


def of_weight_and_bias(
    exercise: str, result: str, made: dict[str, str], *, unbiased: str
) -> None:
    """Spoil a layer that learns a weight and a bias.

    Args:
        exercise: The layer.
        result: What its `forward` returns.
        made: What weight and bias are made of, by name.
        unbiased: What `forward` would return without a bias.
    """
    of_any_layer(exercise, result)
    (w, weight), (b, bias) = made.items()
    set_w, set_b = (f"self.{n} = nn.Parameter({tensor})" for n, tensor in made.items())
    x = "X" if "X" in result else "x"

    def used(**instead: str) -> tuple[str, str]:
        """Put something else where `forward` uses what is called so."""
        new = result
        for name, text in instead.items():
            new = re.sub(rf"(self\.)?\b{name}\b", text, new)
        return f"return {result}", f"return {new}"

    mistake = mistakes(exercise, loses="value")
    mistake("the bias is subtracted", *used(**{b: f"(-self.{b})"}))

    mistake = mistakes(exercise, loses="value")
    mistake("`forward` does not use the bias", f"return {result}", f"return {unbiased}")

    mistake = mistakes(exercise, loses="gradient")
    mistake(
        f"`{w}` and `{b}` leave the autograd graph before they are used",
        *used(**{w: f"self.{w}.data", b: f"self.{b}.data"}),
        asks="What do `.data`, `detach()` and `item()` have in common?",
    )
    mistake(
        f"`{w}` is read through `.data` or copied, which leaves the autograd graph",
        *used(**{w: f"self.{w}.data"}),
    )
    mistake(
        f"`{b}` leaves the autograd graph before it is added",
        *used(**{b: f"self.{b}.detach()"}),
    )
    mistake(
        f"{x} leaves the autograd graph, so that layers before this one cannot learn",
        *used(**{x: f"{x}.detach()"}),
    )
    mistake(
        "the Parameters are frozen by `requires_grad=False`",
        *(f"nn.Parameter({weight})", f"nn.Parameter({weight}, requires_grad=False)"),
        *(f"nn.Parameter({bias})", f"nn.Parameter({bias}, requires_grad=False)"),
    )

    mistake = mistakes(exercise, loses="naming")
    mistake(
        f"`{w}` and `{b}` are plain tensors",
        *(f"nn.Parameter({weight})", weight, f"nn.Parameter({bias})", bias),
        asks="What would an optimizer find in `parameters()`?",
    )
    mistake(
        f"`{w}` and `{b}` are buffers, which are saved but not learned",
        *(set_w, f'self.register_buffer("{w}", {weight})'),
        *(set_b, f'self.register_buffer("{b}", {bias})'),
    )
    mistake(
        f"`{b}` is a plain tensor, and only `{w}` a Parameter",
        *(f"nn.Parameter({bias})", bias),
    )
    mistake("there is no bias", set_b, "", f"return {result}", f"return {unbiased}")
    mistake(
        "the bias has two dimensions, where one is asked for",
        *(f"nn.Parameter({bias})", f"nn.Parameter({bias}[None])"),
        *used(**{b: f"self.{b}[0]"}),
    )
    mistake(
        "the parameters are in a `ParameterDict`, whose name stands before theirs",
        set_w,
        f'self.params = nn.ParameterDict()\nself.params["{w}"] = {weight}',
        set_b,
        f'self.params["{b}"] = {bias}',
        *used(**{w: f'self.params["{w}"]', b: f'self.params["{b}"]'}),
        asks="Which names does `named_parameters()` give?",
    )

    mistake = mistakes(exercise, loses="device")
    mistake(
        f"`{w}` and `{b}` are brought to the CPU, where {x} need not be",
        *used(**{w: f"self.{w}.cpu()", b: f"self.{b}.cpu()"}),
    )
    mistake(
        "a Parameter that is moved is none any more, and does not move with the layer",
        f"nn.Parameter({weight})",
        f'nn.Parameter({weight}).to("cuda" if torch.cuda.is_available() else "cpu")',
        asks="What does `.to` return where a tensor is moved, and where it stays?",
    )


# --- Linear -------------------------------------------------------------------

of_weight_and_bias(
    "Linear",
    "x @ self.w + self.b",
    {"w": "torch.randn(in_features, out_features)", "b": "torch.randn(out_features)"},
    unbiased="x @ self.w",
)
starts_freely(
    "Linear", "torch.randn(in_features, out_features)", "torch.randn(out_features)"
)

mistake = mistakes("Linear", loses="contract")
mistake(
    "the constructor takes only one size",
    "in_features: int, out_features: int",
    "out_features: int",
    "torch.randn(in_features, out_features)",
    "torch.randn(5, out_features)",
)

mistake = mistakes("Linear", loses="shape")
mistake(
    "the sizes of an example are written into the layer",
    "torch.randn(in_features, out_features)",
    "torch.randn(5, 3)",
    "torch.randn(out_features)",
    "torch.randn(3)",
    asks="What are `in_features` and `out_features` for?",
)
mistake("x and `w` are multiplied element by element", "x @ self.w", "x * self.w")
mistake(
    "the factors of the matrix product are swapped",
    "x @ self.w",
    "self.w @ x",
    asks="Which sides have to be equally long in a matrix product?",
)

mistake = mistakes("Linear", loses="shape, naming")
mistake(
    "`w` has shape (out_features, in_features), so the product does not fit",
    "torch.randn(in_features, out_features)",
    "torch.randn(out_features, in_features)",
)

mistake = mistakes("Linear", loses="value")
mistake(
    "the bias is added to the weight before the product",
    "x @ self.w + self.b",
    "x @ (self.w + self.b)",
)

mistake = mistakes("Linear", loses="naming")
mistake(
    "`w` has shape (out_features, in_features), as the weight of `nn.Linear` has it",
    "torch.randn(in_features, out_features)",
    "torch.randn(out_features, in_features)",
    "x @ self.w",
    "x @ self.w.T",
)
mistake(
    "the parameters are called `weight` and `bias`, as in `nn.Linear`",
    "self.w",
    "self.weight",
    "self.b",
    "self.bias",
    everywhere=True,
)
mistake(
    "the arguments of the constructor are in the other order",
    "in_features: int, out_features: int",
    "out_features: int, in_features: int",
)
mistake(
    "an `nn.Linear` inside does the work, under its own names",
    "self.w = nn.Parameter(torch.randn(in_features, out_features))",
    "self.linear = nn.Linear(in_features, out_features)",
    "self.b = nn.Parameter(torch.randn(out_features))",
    "",
    "x @ self.w + self.b",
    "self.linear(x)",
)

# --- Perceptron ---------------------------------------------------------------

of_any_layer("Perceptron", "result")

LAYER1 = "self.layer1 = Linear(in_features, hidden_features)"
LAYER2 = "self.layer2 = Linear(hidden_features, out_features)"
SIGMOID = "torch.sigmoid(self.layer1(x))"

mistake = mistakes("Perceptron", loses="contract")
mistake(
    "the constructor takes no hidden size",
    "self, in_features: int, hidden_features: int, out_features: int",
    "self, in_features: int, out_features: int",
    LAYER1,
    "self.layer1 = Linear(in_features, 4)",
    LAYER2,
    "self.layer2 = Linear(4, out_features)",
)

mistake = mistakes("Perceptron", loses="shape")
mistake(
    "`forward` looks for a variable `layer1`, not for the module's attribute",
    "self.layer1(x)",
    "layer1(x)",
    asks="How does a method reach what `__init__` stored?",
)

mistake = mistakes("Perceptron", loses="shape")
mistake(
    "`forward` stops after the first layer: `layer2` is never used",
    "self.layer2(hidden)",
    "hidden",
)

mistake = mistakes("Perceptron", loses="value")
mistake(
    "`layer2` gets the values of `layer1` as they are, without a sigmoid",
    SIGMOID,
    "self.layer1(x)",
    asks="Is a sigmoid called between the two, and what happens to its result?",
)
mistake(
    "the sigmoid follows `layer2`, and not `layer1`",
    SIGMOID,
    "self.layer1(x)",
    "self.layer2(hidden)",
    "torch.sigmoid(self.layer2(hidden))",
)
mistake(
    "the sigmoid is applied to the input, before `layer1`",
    SIGMOID,
    "self.layer1(torch.sigmoid(x))",
)
mistake("ReLU stands where the sigmoid is asked for", "torch.sigmoid(", "F.relu(")
mistake("tanh stands where the sigmoid is asked for", "torch.sigmoid(", "torch.tanh(")
mistake(
    "the softmax stands where the sigmoid is asked for",
    SIGMOID,
    "torch.softmax(self.layer1(x), dim=1)",
    asks="Does a hidden unit have to know what the others are?",
)
mistake("the sigmoid is applied twice", SIGMOID, f"torch.sigmoid({SIGMOID})")

mistake = mistakes("Perceptron", loses="gradient")
mistake(
    "the hidden values are taken out of the autograd graph",
    SIGMOID,
    f"{SIGMOID}.detach()",
    asks="Which step makes a tensor that does not know where its values come from?",
)

mistake = mistakes("Perceptron", loses="naming")
mistake(
    "the layers are of `nn.Linear`, whose parameters have other names and shapes",
    LAYER1,
    LAYER1.replace("Linear", "nn.Linear"),
    LAYER2,
    LAYER2.replace("Linear", "nn.Linear"),
    asks="Which of the two is the layer that you wrote?",
)
mistake(
    "the layers are called `hidden` and `out`",
    "self.layer1",
    "self.hidden",
    "self.layer2",
    "self.out",
    everywhere=True,
)
IN_A_LIST = (
    "[Linear(in_features, hidden_features), Linear(hidden_features, out_features)]"
)
mistake(
    "the layers are kept in a plain list, so the module does not know of them",
    f"{LAYER1}\n{LAYER2}",
    f"self.layers = {IN_A_LIST}",
    "self.layer1(x)",
    "self.layers[0](x)",
    "self.layer2(hidden)",
    "self.layers[1](hidden)",
    asks="What does `list(net.parameters())` show?",
)
mistake(
    "both layers sit in an `nn.ModuleList`, under its name",
    f"{LAYER1}\n{LAYER2}",
    f"self.layers = nn.ModuleList({IN_A_LIST})",
    "self.layer1(x)",
    "self.layers[0](x)",
    "self.layer2(hidden)",
    "self.layers[1](hidden)",
    asks="Which names do the keys of `state_dict()` begin with?",
)
mistake(
    "the hidden size is always 10, whatever is asked for",
    LAYER1,
    "self.layer1 = Linear(in_features, 10)",
    LAYER2,
    "self.layer2 = Linear(10, out_features)",
)
mistake(
    "there is a third layer, from the hidden units to as many",
    LAYER2,
    f"self.layer3 = Linear(hidden_features, hidden_features)\n{LAYER2}",
    SIGMOID,
    f"torch.sigmoid(self.layer3({SIGMOID}))",
)
mistake(
    "`forward` makes new layers in every call, so there is nothing to train",
    f"{LAYER1}\n{LAYER2}",
    "self.sizes = in_features, hidden_features, out_features",
    f"hidden = {SIGMOID}",
    """
    inputs, units, outputs = self.sizes
    layer1, layer2 = Linear(inputs, units), Linear(units, outputs)
    hidden = torch.sigmoid(layer1(x))
    """,
    "self.layer2(hidden)",
    "layer2(hidden)",
)

# --- LinearModel --------------------------------------------------------------

of_weight_and_bias(
    "LinearModel",
    "X @ self.weight + self.bias",
    {"weight": "torch.randn(ndim, 1)", "bias": "torch.randn(1)"},
    unbiased="X @ self.weight",
)
starts_freely("LinearModel", "torch.randn(ndim, 1)", "torch.randn(1)")

mistake = mistakes("LinearModel", loses="shape")
mistake(
    "the column is flattened: the result has shape (batch,), not (batch, 1)",
    "X @ self.weight + self.bias",
    "(X @ self.weight + self.bias).flatten()",
    asks="Which shape has the result for a batch of six?",
)
mistake(
    "there is a result for each feature, and not one for each row",
    "X @ self.weight",
    "X * self.weight.T",
    asks="What is left to do when the features have met their weights?",
)
mistake(
    "the number of features is always 5", "torch.randn(ndim, 1)", "torch.randn(5, 1)"
)

mistake = mistakes("LinearModel", loses="naming")
mistake(
    "`weight` has shape (ndim,): a vector, not a column",
    "torch.randn(ndim, 1)",
    "torch.randn(ndim)",
    "X @ self.weight",
    "X @ self.weight[:, None]",
)
mistake(
    "`weight` has shape (1, ndim), as `nn.Linear` has it",
    "torch.randn(ndim, 1)",
    "torch.randn(1, ndim)",
    "X @ self.weight",
    "X @ self.weight.T",
)
mistake(
    "the bias has no dimension: shape (), not (1,)", "torch.randn(1)", "torch.randn(())"
)
mistake(
    "there is a bias for each feature",
    "torch.randn(1)",
    "torch.randn(ndim)",
    "self.weight + self.bias",
    "self.weight + self.bias.sum()",
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
    "an `nn.Linear` inside does the work, under its own names",
    "self.weight = nn.Parameter(torch.randn(ndim, 1))",
    "self.linear = nn.Linear(ndim, 1)",
    "self.bias = nn.Parameter(torch.randn(1))",
    "",
    "X @ self.weight + self.bias",
    "self.linear(X)",
)

mistake = mistakes("LinearModel", loses="shape, naming")
mistake(
    "`weight` is a vector, so the result has shape (batch,), not (batch, 1)",
    "torch.randn(ndim, 1)",
    "torch.randn(ndim)",
)

# --- MyListDense --------------------------------------------------------------

of_any_layer("MyListDense", "x")
starts_freely("MyListDense", "torch.randn(shape)")

LISTED = """
self.params = nn.ParameterList(
    nn.Parameter(torch.randn(shape)) for shape in shapes
)
"""
APPLIED = """
for weight in self.params:
    x = x @ weight
"""

mistake = mistakes("MyListDense", loses="contract")
mistake(
    "the constructor demands sizes, but `MyListDense()` is called without arguments",
    "def __init__(self) -> None:",
    "def __init__(self, inputs, outputs) -> None:",
)

mistake = mistakes("MyListDense", loses="shape")
mistake(
    "the matrices are applied from the last to the first",
    "in self.params:",
    "in reversed(self.params):",
)
mistake(
    "the factors of each product are swapped",
    "x @ weight",
    "weight @ x",
    asks="Which sides have to be equally long in a matrix product?",
)
mistake(
    "x and each matrix are multiplied element by element", "x @ weight", "x * weight"
)

mistake = mistakes("MyListDense", loses="value")
mistake(
    "every matrix gets the layer's input, so only the last one counts",
    APPLIED,
    """
    for weight in self.params:
        y = x @ weight
    """,
    "return x",
    "return y",
    asks="What should the second matrix get as its input?",
)
mistake(
    "the first matrix is left out",
    "in self.params:",
    "in self.params[1:]:",
    asks="What is the number of the first item of a list?",
)

mistake = mistakes("MyListDense", loses="shape")
mistake(
    "only the first matrix is applied",
    APPLIED,
    """
    for weight in self.params:
        return x @ weight
    """,
    asks="How often does the loop run before `forward` returns?",
)

mistake = mistakes("MyListDense", loses="value")
mistake(
    "a ReLU follows every matrix but the last, which nobody asked for",
    "x @ weight",
    "x @ weight if weight.shape[1] == 1 else F.relu(x @ weight)",
)
mistake(
    "the second and the third matrix change places",
    APPLIED,
    """
    for index in (0, 2, 1, 3):
        x = x @ self.params[index]
    """,
)
mistake(
    "the square matrices are transposed",
    "x @ weight",
    "x @ (weight.T if weight.shape[1] == 4 else weight)",
)

mistake = mistakes("MyListDense", loses="gradient")
mistake(
    "the matrices are read through `.data` or copied, which leaves the autograd graph",
    "x @ weight",
    "x @ weight.data",
)
mistake(
    "x leaves the autograd graph before each product, so the last matrix alone learns",
    "x @ weight",
    "x.detach() @ weight",
)
mistake(
    "the Parameters are frozen by `requires_grad=False`",
    "torch.randn(shape))",
    "torch.randn(shape), requires_grad=False)",
)

mistake = mistakes("MyListDense", loses="naming")
mistake(
    "the Parameters are kept in a plain list, so the module does not know of them",
    LISTED,
    "self.params = [nn.Parameter(torch.randn(shape)) for shape in shapes]",
    asks="What does `list(net.parameters())` show?",
)
mistake(
    "the list is called `weights`, not `params`",
    "self.params",
    "self.weights",
    everywhere=True,
)
mistake(
    "one Parameter stands in the list three times",
    LISTED,
    """
    same = nn.Parameter(torch.randn(4, 4))
    self.params = nn.ParameterList([same, same, same, nn.Parameter(torch.randn(4, 1))])
    """,
    asks="How many Parameters are there when a list of one is multiplied by three?",
)
mistake(
    "there are four attributes instead of one list",
    LISTED,
    """
    for number, shape in enumerate(shapes):
        self.register_parameter(f"weight{number}", nn.Parameter(torch.randn(shape)))
    """,
    "self.params:",
    "self.parameters():",
)
mistake(
    "only two matrices stand before the last one",
    "[(4, 4), (4, 4), (4, 4), (4, 1)]",
    "[(4, 4), (4, 4), (4, 1)]",
)
mistake(
    "the last matrix is (4, 4), too, and its columns are added up",
    "(4, 1)]",
    "(4, 4)]",
    "return x",
    "return x.sum(1, keepdim=True)",
)

mistake = mistakes("MyListDense", loses="device")
mistake(
    "the matrices are brought to the CPU, where x need not be",
    "x @ weight",
    "x @ weight.cpu()",
)

mistake = mistakes("MyListDense", loses="value, naming")
mistake(
    "the list holds layers of `nn.Linear`, with weights of their own shape and name",
    LISTED,
    "self.params = nn.ModuleList(nn.Linear(n, m, bias=False) for n, m in shapes)",
    "x @ weight",
    "weight(x)",
)

# --- MyDictDense --------------------------------------------------------------

of_any_layer("MyDictDense", "x @ self.params[choice]", shape="value")
starts_freely("MyDictDense", "torch.randn(shape)")

CHOSEN = "return x @ self.params[choice]"
DICT = """
self.params = nn.ParameterDict(
    {name: nn.Parameter(torch.randn(shape)) for name, shape in shapes.items()}
)
"""

mistake = mistakes("MyDictDense", loses="can_be_called")
mistake(
    "`choice` has no default",
    'choice: str = "linear1"',
    "choice: str",
    asks="What does `forward` choose if nobody says what?",
)

mistake = mistakes("MyDictDense", loses="unknown_choice_raises")
mistake(
    "a name that there is not means linear1",
    "self.params[choice]",
    'self.params[choice if choice in self.params else "linear1"]',
    asks="Who would notice that a name is misspelt?",
)
mistake(
    "whatever is neither linear1 nor linear2 means linear3",
    "self.params[choice]",
    'self.params[choice if choice in ("linear1", "linear2") else "linear3"]',
    asks="What does the last `else` do with a name that there is not?",
)
mistake(
    "for a name that there is not, x comes back as it is",
    CHOSEN,
    f"return x if choice not in self.params else {CHOSEN.removeprefix('return ')}",
)
mistake(
    "for a name that there is not, `forward` returns None",
    CHOSEN,
    f"if choice in self.params:\n    {CHOSEN}",
)
mistake(
    "a name that there is not raises ValueError, not KeyError",
    CHOSEN,
    f"if choice not in self.params:\n    raise ValueError(choice)\n{CHOSEN}",
)
mistake(
    "capitals are made small, so a name that there is not may be taken for another",
    "self.params[choice]",
    "self.params[choice.lower()]",
)

mistake = mistakes("MyDictDense", loses="value")
mistake("`choice` is ignored", "self.params[choice]", 'self.params["linear1"]')

mistake = mistakes("MyDictDense", loses="value")
mistake("the default is linear2, not linear1", '= "linear1"', '= "linear2"')

mistake = mistakes("MyDictDense", loses="gradient")
mistake(
    "the matrix is read through `.data` or copied, which leaves the autograd graph",
    "self.params[choice]",
    "self.params[choice].data",
)
mistake(
    "x leaves the autograd graph, so that layers before this one cannot learn",
    "return x @",
    "return x.detach() @",
)

mistake = mistakes("MyDictDense", loses="naming")
mistake(
    "the Parameters are kept in a plain dict, so the module does not know of them",
    DICT,
    "self.params = {n: nn.Parameter(torch.randn(shapes[n])) for n in shapes}",
    asks="What does `list(net.parameters())` show?",
)
mistake(
    "the dict is called `weights`, not `params`",
    "self.params",
    "self.weights",
    everywhere=True,
)
mistake(
    "there are three attributes instead of one dict",
    DICT,
    """
    for name, shape in shapes.items():
        self.register_parameter(name, nn.Parameter(torch.randn(shape)))
    """,
    "self.params[choice]",
    "getattr(self, choice)",
)
mistake(
    "there is a matrix more than asked for",
    '"linear3": (4, 2)',
    '"linear3": (4, 2), "linear4": (4, 3)',
)

mistake = mistakes("MyDictDense", loses="device")
mistake(
    "the matrix is brought to the CPU, where x need not be",
    "self.params[choice]",
    "self.params[choice].cpu()",
)

mistake = mistakes("MyDictDense", loses="value, naming")
mistake(
    "the matrices are called linear_1, linear_2 and linear_3",
    '"linear',
    '"linear_',
    everywhere=True,
)
mistake(
    "the dict holds layers of `nn.Linear`, with weights of their own shape and name",
    DICT,
    """
    self.params = nn.ModuleDict(
        {name: nn.Linear(*shape, bias=False) for name, shape in shapes.items()}
    )
    """,
    "x @ self.params[choice]",
    "self.params[choice](x)",
)
mistake(
    "the matrices lie as those of `nn.Linear`, transposed",
    "torch.randn(shape)",
    "torch.randn(shape[::-1])",
    "self.params[choice]",
    "self.params[choice].T",
)

# --- FunctionalLinear ---------------------------------------------------------

of_weight_and_bias(
    "FunctionalLinear",
    "F.linear(x, self.weight, self.bias)",
    {
        "weight": "torch.zeros(out_features, in_features)",
        "bias": "torch.zeros(out_features)",
    },
    unbiased="F.linear(x, self.weight)",
)

mistake = mistakes("FunctionalLinear", loses="contract")
mistake(
    "the sizes have no defaults",
    "in_features: int = 3, out_features: int = 4",
    "in_features: int, out_features: int",
)

mistake = mistakes("FunctionalLinear", loses="shape")
mistake(
    "the sizes are always 3 and 4",
    "torch.zeros(out_features, in_features)",
    "torch.zeros(4, 3)",
    "torch.zeros(out_features)",
    "torch.zeros(4)",
    asks="What are `in_features` and `out_features` for?",
)
mistake(
    "x meets `weight` as it is, not transposed",
    "F.linear(x, self.weight, self.bias)",
    "x @ self.weight + self.bias",
    asks="Which sides have to be equally long in a matrix product?",
)

mistake = mistakes("FunctionalLinear", loses="naming")
mistake(
    "`weight` has shape (in_features, out_features)",
    "torch.zeros(out_features, in_features)",
    "torch.zeros(in_features, out_features)",
    "self.weight, self.bias",
    "self.weight.T, self.bias",
    asks="Which way round does `F.linear` take the weight?",
)
mistake(
    "the defaults are the other way round: 4 inputs and 3 outputs",
    "in_features: int = 3, out_features: int = 4",
    "in_features: int = 4, out_features: int = 3",
)

mistake = mistakes("FunctionalLinear", loses="shape, naming")
mistake(
    "`weight` has shape (in_features, out_features), which `F.linear` does not take",
    "torch.zeros(out_features, in_features)",
    "torch.zeros(in_features, out_features)",
)

mistake = mistakes("FunctionalLinear", loses="init")
mistake(
    "weight and bias start as random draws",
    "torch.zeros(",
    "torch.randn(",
    everywhere=True,
)
mistake(
    "the weight starts as random draws, and only the bias with zeros",
    "torch.zeros(out_features, in_features)",
    "torch.randn(out_features, in_features)",
)
mistake(
    "the bias starts as random draws, and only the weight with zeros",
    "torch.zeros(out_features)",
    "torch.randn(out_features)",
)
mistake(
    "weight and bias start with ones", "torch.zeros(", "torch.ones(", everywhere=True
)
mistake(
    "weight and bias start as those of `nn.Linear` do, at random",
    "class FunctionalLinear(nn.Module):",
    "class FunctionalLinear(nn.Linear):",
    "super().__init__()",
    "super().__init__(in_features, out_features)",
    """
    self.weight = nn.Parameter(torch.zeros(out_features, in_features))
    self.bias = nn.Parameter(torch.zeros(out_features))
    """,
    "",
)
mistake(
    "weight and bias keep whatever `torch.empty` finds in memory",
    "torch.zeros(",
    "torch.empty(",
    asks="Which numbers are in a new tensor that nobody has filled?",
    everywhere=True,
)

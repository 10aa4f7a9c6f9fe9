"""Mistakes of `networks`: known wrong versions of the reference."""

from grader import equivalent, mistakes

# --- build_add_module, build_from_args, build_from_ordered_dict -------------------

CONV, NORM, RELU = "nn.Conv2d(3, 3, 3)", "nn.BatchNorm2d(3)", "nn.ReLU()"
BLOCK = f"nn.Sequential({CONV}, {NORM}, {RELU})"

for exercise in ("build_add_module", "build_from_args", "build_from_ordered_dict"):
    mistake = mistakes(exercise, loses="contract")
    mistake(
        "the function has another name", f"def {exercise}(", f"def {exercise[:-1]}("
    )
    mistake(
        "the function demands an argument",
        f"def {exercise}()",
        f"def {exercise}(channels)",
    )
    mistake(
        "the convolution is made without a kernel size",
        CONV,
        "nn.Conv2d(3, 3)",
        asks="How large is what slides over the picture?",
    )
    mistake(
        "the batch normalisation is not told how many channels there are",
        NORM,
        "nn.BatchNorm2d()",
    )
    mistake(
        "the class `nn.ReLU` is handed over, and no module is made of it",
        RELU,
        "nn.ReLU",
    )
    mistake("a function stands where a module is needed", RELU, "nn.functional.relu")
    mistake("`nn.Conv2d` is misspelt", CONV, "nn.Conv2D(3, 3, 3)")

    mistake = mistakes(exercise, loses="shape")
    mistake(
        "the convolution is padded, so that the result is as large as X",
        CONV,
        "nn.Conv2d(3, 3, 3, padding=1)",
    )
    mistake("the kernel moves by two", CONV, "nn.Conv2d(3, 3, 3, stride=2)")
    mistake("the kernel is dilated", CONV, "nn.Conv2d(3, 3, 3, dilation=2)")
    mistake(
        "a batch normalisation for matrices, `BatchNorm1d`, is given images",
        NORM,
        "nn.BatchNorm1d(3)",
        asks="How many dimensions has what the convolution gives?",
    )
    mistake("the result is flattened", RELU, "nn.Sequential(nn.ReLU(), nn.Flatten())")
    mistake(
        "the result is pooled as well",
        RELU,
        "nn.Sequential(nn.ReLU(), nn.MaxPool2d(2, ceil_mode=True))",
    )

    mistake = mistakes(exercise, loses="value")
    mistake("no ReLU follows the normalisation", RELU, "nn.Identity()")
    mistake("LeakyReLU stands where ReLU is asked for", RELU, "nn.LeakyReLU()")
    mistake("ReLU6 stands where ReLU is asked for", RELU, "nn.ReLU6()")
    mistake("a sigmoid stands where ReLU is asked for", RELU, "nn.Sigmoid()")
    mistake("GELU stands where ReLU is asked for", RELU, "nn.GELU()")
    mistake(
        "the batch normalisation is made with another eps than torch's",
        NORM,
        "nn.BatchNorm2d(3, eps=0.1)",
    )
    mistake(
        "all calls return one and the same block",
        f"def {exercise}() -> nn.Module:",
        f"""
        def {exercise}() -> nn.Module:
            if not hasattr({exercise}, "net"):
                {exercise}.net = make()
            return {exercise}.net


        def make():
        """,
        asks="What happens to the second block when the first one is trained?",
    )

    mistake = mistakes(exercise, loses="naming")
    mistake("the convolution has no bias", CONV, "nn.Conv2d(3, 3, 3, bias=False)")
    mistake(
        "the batch normalisation has nothing to learn",
        NORM,
        "nn.BatchNorm2d(3, affine=False)",
    )
    mistake("a PReLU, which learns, stands where ReLU is", RELU, "nn.PReLU()")
    mistake(
        "each channel is convolved by itself, in three groups",
        CONV,
        "nn.Conv2d(3, 3, 3, groups=3)",
    )

    mistake = mistakes(exercise, loses="naming")
    mistake(
        "there are four channels, and not three, as after the tutorial's convolution",
        CONV,
        "nn.Conv2d(3, 4, 3)",
        NORM,
        "nn.BatchNorm2d(4)",
    )
    mistake("the kernel is of 5 by 5", CONV, "nn.Conv2d(3, 3, 5)")
    mistake("the kernel has one row", CONV, "nn.Conv2d(3, 3, (1, 3))")
    mistake("the convolution is one along lines", CONV, "nn.Conv1d(3, 3, 3)")

mistake = mistakes("build_add_module", loses="contract")
mistake("nothing is returned", "return net", "pass")
mistake(
    "`add_module` gets the layer first, and the name after it",
    f'net.add_module("conv", {CONV})',
    f'net.add_module({CONV}, "conv")',
    asks="Which of the two does torch's documentation name first?",
)
mistake(
    "a plain `nn.Module` is returned, which has children and does not run them",
    "net = nn.Sequential()",
    "net = nn.Module()",
    asks="Which container has a `forward`?",
)
mistake("`add_module` is called with a name alone", f'"relu", {RELU}', '"relu"')

mistake = mistakes("build_add_module", loses="value")
mistake(
    "the batch normalisation runs first, and the convolution after it",
    f'net.add_module("conv", {CONV})\nnet.add_module("batchnorm", {NORM})',
    f'net.add_module("batchnorm", {NORM})\nnet.add_module("conv", {CONV})',
)
mistake(
    "ReLU runs before the batch normalisation",
    f'net.add_module("batchnorm", {NORM})\nnet.add_module("relu", {RELU})',
    f'net.add_module("relu", {RELU})\nnet.add_module("batchnorm", {NORM})',
    asks="Can the result be negative?",
)

mistake = mistakes("build_add_module", loses="naming")
mistake(
    "the children have numbers for names",
    '"conv"',
    '"0"',
    '"batchnorm"',
    '"1"',
    '"relu"',
    '"2"',
)
mistake(
    "the children are called `conv1` and `relu1`, as in the third block",
    '"conv"',
    '"conv1"',
    '"relu"',
    '"relu1"',
)
mistake("the normalisation is called `bn`", '"batchnorm"', '"bn"')
mistake("the ReLU is called `act`", '"relu"', '"act"')
mistake("the ReLU is called `ReLU`, in capitals", '"relu"', '"ReLU"')
mistake(
    "the block lies inside of another one", "return net", "return nn.Sequential(net)"
)
mistake(
    "there is no batch normalisation",
    f'net.add_module("batchnorm", {NORM})\n',
    "",
)
mistake(
    "two layers have one name, so the second takes the place of the first",
    '"batchnorm"',
    '"conv"',
)

mistake = mistakes("build_from_args", loses="contract")
mistake("nothing is returned", "return nn.Seq", "nn.Seq")
mistake(
    "a list of layers is returned, and no block",
    BLOCK,
    f"[{CONV}, {NORM}, {RELU}]",
)
mistake(
    "`nn.Sequential` gets one list, where it takes one module after the other",
    BLOCK,
    f"nn.Sequential([{CONV}, {NORM}, {RELU}])",
)
mistake(
    "an `nn.ModuleList` is returned, which holds modules and does not run them",
    BLOCK,
    f"nn.ModuleList([{CONV}, {NORM}, {RELU}])",
    asks="Which container has a `forward`?",
)
mistake(
    "the block is called at once, and its result returned",
    BLOCK,
    f"{BLOCK}(torch.rand(2, 3, 4, 4))",
)

mistake = mistakes("build_from_args", loses="naming")
mistake(
    "the children have names of their own, and no numbers",
    f"return {BLOCK}",
    f"""
    net = nn.Sequential()
    net.add_module("conv", {CONV})
    net.add_module("batchnorm", {NORM})
    net.add_module("relu", {RELU})
    return net
    """,
)
mistake("the block lies inside of another one", BLOCK, f"nn.Sequential({BLOCK})")
mistake("there is no batch normalisation", f"{NORM}, ", "")

mistake = mistakes("build_from_ordered_dict", loses="contract")
mistake("nothing is returned", "return nn.Sequential(layers)", "nn.Sequential(layers)")
mistake(
    "the dict is returned, and no block",
    "return nn.Sequential(layers)",
    "return layers",
)
mistake(
    "the dict is taken apart: `nn.Sequential` gets its names",
    "nn.Sequential(layers)",
    "nn.Sequential(*layers)",
)
mistake(
    "`nn.Sequential` gets pairs of names and layers",
    "nn.Sequential(layers)",
    "nn.Sequential(*layers.items())",
)
mistake(
    "an `nn.ModuleDict` is returned, which holds modules and does not run them",
    "nn.Sequential(layers)",
    "nn.ModuleDict(layers)",
    asks="Which container has a `forward`?",
)
mistake(
    "the names are handed over as keywords",
    "nn.Sequential(layers)",
    "nn.Sequential(**layers)",
)

mistake = mistakes("build_from_ordered_dict", loses="value")
mistake(
    "the batch normalisation runs first, and the convolution after it",
    f'layers["conv1"] = {CONV}\nlayers["batchnorm"] = {NORM}',
    f'layers["batchnorm"] = {NORM}\nlayers["conv1"] = {CONV}',
)
mistake(
    "ReLU runs before the batch normalisation",
    f'layers["batchnorm"] = {NORM}\nlayers["relu1"] = {RELU}',
    f'layers["relu1"] = {RELU}\nlayers["batchnorm"] = {NORM}',
    asks="In which order does the dict hold its layers?",
)

mistake = mistakes("build_from_ordered_dict", loses="naming")
mistake(
    "the layers are handed over without their names",
    "nn.Sequential(layers)",
    "nn.Sequential(*layers.values())",
)
mistake(
    "the children are called `conv` and `relu`, as in the first block",
    '"conv1"',
    '"conv"',
    '"relu1"',
    '"relu"',
)
mistake("the normalisation is called `batchnorm1`", '"batchnorm"', '"batchnorm1"')
mistake("the normalisation is called `bn`", '"batchnorm"', '"bn"')
mistake("the ReLU is called `relu`", '"relu1"', '"relu"')
mistake(
    "the block lies inside of another one",
    "nn.Sequential(layers)",
    "nn.Sequential(OrderedDict(net=nn.Sequential(layers)))",
)
mistake("there is no batch normalisation", f'layers["batchnorm"] = {NORM}\n', "")
mistake(
    "two layers have one name, so the second takes the place of the first",
    'layers["batchnorm"]',
    'layers["conv1"]',
)

mistake = mistakes("build_add_module", loses="naming, value")
mistake(
    "no ReLU is added",
    f'net.add_module("relu", {RELU})\n',
    "",
)

mistake = mistakes("build_from_args", loses="naming, value")
mistake(
    "the numbers begin at 1",
    f"return {BLOCK}",
    f"""
    net = nn.Sequential()
    for i, layer in enumerate(({CONV}, {NORM}, {RELU})):
        net.add_module(str(i + 1), layer)
    return net
    """,
)
mistake("no ReLU is handed over", f"{NORM}, {RELU}", NORM)
mistake(
    "the normalisation stands at 2, after the ReLU",
    f"{NORM}, {RELU}",
    f"{RELU}, {NORM}",
)

mistake = mistakes("build_from_ordered_dict", loses="naming, value")
mistake("there is no ReLU in the dict", f'layers["relu1"] = {RELU}\n', "")

# --- Net --------------------------------------------------------------------------

FLATTEN = "torch.flatten(self.features(X), start_dim=1)"
SCORES = "self.classifier(H)"
FEATURES = """
self.features = nn.Sequential(
    nn.Conv2d(3, 6, 5),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(6, 16, 5),
    nn.ReLU(),
    nn.MaxPool2d(2),
)
"""
CLASSIFIER = """
self.classifier = nn.Sequential(
    nn.Linear(400, 120),
    nn.ReLU(),
    nn.Linear(120, 84),
    nn.ReLU(),
    nn.Linear(84, 10),
)
"""
FIRST = "nn.Conv2d(3, 6, 5),\nnn.ReLU(),\nnn.MaxPool2d(2),"
SECOND = "nn.Conv2d(6, 16, 5),\nnn.ReLU(),\nnn.MaxPool2d(2),"
HEAD = "nn.Linear(400, 120),\nnn.ReLU(),\nnn.Linear(120, 84),\nnn.ReLU(),"

mistake = mistakes("Net", loses="contract")
mistake("the class is not called `Net`", "class Net(", "class Network(")
mistake(
    "the class does not inherit from `nn.Module`",
    "class Net(nn.Module):",
    "class Net:",
    "def forward(self,",
    "def __call__(self,",
)
mistake(
    "layers are assigned to a Module before its `super().__init__()` has been called",
    "super().__init__()",
    "super().__init__",
)
mistake(
    "the class has no method called `forward`",
    "def forward(",
    "def foward(",
    asks="How is it spelt, and how far is it indented?",
)
mistake("`forward` returns nothing", "return Y", "pass")
mistake(
    "`__init__` demands a number of classes, but `Net()` is called without arguments",
    "def __init__(self)",
    "def __init__(self, classes)",
)
mistake(
    "the scores are returned with the features, in a pair", "return Y", "return Y, H"
)
mistake(
    "the first convolution is made without a kernel size",
    "nn.Conv2d(3, 6, 5)",
    "nn.Conv2d(3, 6)",
)
mistake(
    "an `nn.ModuleList` is called, which holds modules and does not run them",
    FEATURES,
    f"{FEATURES}self.features = nn.ModuleList(self.features)",
)


mistake = mistakes("Net", loses="a_row_of_scores_a_picture")
mistake(
    "the features are not flattened",
    FLATTEN,
    "self.features(X)",
    asks="Which shape has what `features` gives, and which does a Linear take?",
)
mistake(
    "all pictures are flattened into one row",
    FLATTEN,
    "torch.flatten(self.features(X))",
    asks="Which dimension counts the pictures?",
)
mistake(
    "`flatten` begins at dimension 2, so that channels are not joined",
    "start_dim=1",
    "start_dim=2",
)
mistake(
    "`squeeze()` removes the batch's dimension from a single picture",
    SCORES,
    f"{SCORES}.squeeze()",
)
mistake("the scores are transposed to `(10, n)`", SCORES, f"{SCORES}.T")
mistake(
    "the class with the greatest score is returned, and not the scores",
    SCORES,
    f"{SCORES}.argmax(dim=1)",
)
mistake("the mean over the batch is returned", SCORES, f"{SCORES}.mean(dim=0)")
mistake(
    "the first convolution is padded, so that 400 features do not suffice",
    "nn.Conv2d(3, 6, 5)",
    "nn.Conv2d(3, 6, 5, padding=2)",
    asks="How large is the picture after each layer?",
)
mistake(
    "only one pooling is left, so that 400 features do not suffice",
    SECOND,
    "nn.Conv2d(6, 16, 5),\nnn.ReLU(),",
)
mistake(
    "the pooling windows overlap: they move by one",
    FIRST,
    "nn.Conv2d(3, 6, 5),\nnn.ReLU(),\nnn.MaxPool2d(2, 1),",
)

mistake = mistakes("Net", loses="other_sizes_are_refused")
mistake(
    "rows are counted by `reshape(-1, 400)`, whatever pictures there are",
    FLATTEN,
    "self.features(X).reshape(-1, 400)",
    asks="How many rows does a single picture of 52 by 52 make?",
)
mistake(
    "the features of other sizes are averaged down to 5 by 5",
    "self.features(X)",
    "nn.functional.adaptive_avg_pool2d(self.features(X), 5)",
)
mistake(
    "pictures of other sizes are cut or filled up to 400 features",
    FLATTEN,
    """
    torch.flatten(self.features(X), start_dim=1)
    H = nn.functional.pad(H, (0, 400 - H.shape[1]))
    """,
)
mistake(
    "pictures of other sizes are resized to 32 by 32",
    "self.features(X)",
    "self.features(nn.functional.interpolate(X, (32, 32)))",
)

mistake = mistakes("Net", loses="other_sizes_are_refused, strides")
mistake(
    "rows are counted by `view(-1, 400)`, whatever pictures there are",
    FLATTEN,
    "self.features(X).view(-1, 400)",
    asks="How many rows does a single picture of 52 by 52 make?",
)

mistake = mistakes("Net", loses="strides")
mistake(
    "`view` refuses features that do not lie in one piece",
    FLATTEN,
    "self.features(X).view(X.shape[0], -1)",
    asks="How do the features lie if X is in `channels_last`?",
)
mistake(
    "the features are read as they lie in memory",
    FLATTEN,
    """
    self.features(X)
    size = H[0].numel()
    H = H.as_strided((len(H), size), (size, 1))
    """,
)
mistake(
    "X is refused if it does not lie in one piece",
    "H = torch",
    "X.view(-1)\nH = torch",
)

mistake = mistakes("Net", loses="value")
mistake(
    "a softmax follows `classifier`",
    SCORES,
    f"{SCORES}.softmax(dim=1)",
    asks="Are the results scores of any sign, or probabilities?",
)
mistake("a log-softmax follows `classifier`", SCORES, f"{SCORES}.log_softmax(dim=1)")
mistake("a sigmoid follows `classifier`", SCORES, f"{SCORES}.sigmoid()")
mistake(
    "a ReLU follows the last layer, so no score is negative",
    "nn.Linear(84, 10)",
    "nn.Linear(84, 10),\nnn.ReLU()",
)
mistake(
    "no ReLU follows the first convolution",
    FIRST,
    "nn.Conv2d(3, 6, 5),\nnn.Identity(),\nnn.MaxPool2d(2),",
)
mistake(
    "no ReLU follows the second convolution",
    SECOND,
    "nn.Conv2d(6, 16, 5),\nnn.Identity(),\nnn.MaxPool2d(2),",
)
mistake(
    "no ReLU stands in `classifier`",
    HEAD,
    HEAD.replace("ReLU", "Identity"),
)
mistake(
    "no ReLU follows the first Linear",
    "nn.Linear(400, 120),\nnn.ReLU(),",
    "nn.Linear(400, 120),\nnn.Identity(),",
)
mistake(
    "no ReLU follows the second Linear",
    "nn.Linear(120, 84),\nnn.ReLU(),",
    "nn.Linear(120, 84),\nnn.Identity(),",
)
mistake(
    "both poolings average, where they should keep the greatest",
    "nn.MaxPool2d(2)",
    "nn.AvgPool2d(2)",
    everywhere=True,
)
mistake(
    "the first pooling averages, where it should keep the greatest",
    FIRST,
    FIRST.replace("Max", "Avg"),
)
mistake(
    "sigmoids stand where ReLUs are asked for, as in LeNet",
    "nn.ReLU()",
    "nn.Sigmoid()",
    everywhere=True,
)
mistake(
    "LeakyReLUs stand where ReLUs are asked for",
    "nn.ReLU()",
    "nn.LeakyReLU()",
    everywhere=True,
)
mistake(
    "hyperbolic tangents stand where ReLUs are asked for",
    "nn.ReLU()",
    "nn.Tanh()",
    everywhere=True,
)
mistake(
    "the pixels are flattened before the channels, as if they stood last",
    FLATTEN,
    "self.features(X).permute(0, 2, 3, 1).flatten(1)",
)
mistake(
    "X is normalised before `features`",
    "self.features(X)",
    "self.features((X - X.mean()) / X.std())",
)
mistake(
    "pixels are divided by 255, which nobody asked for",
    "self.features(X)",
    "self.features(X / 255)",
)


mistake = mistakes("Net", loses="mode")
mistake(
    "in evaluation, probabilities are returned, and no scores",
    "return Y",
    "return Y if self.training else Y.softmax(dim=1)",
)

mistake = mistakes("Net", loses="naming")
mistake("`features` is called `conv`", "self.features", "self.conv", everywhere=True)
mistake("`classifier` is called `fc`", "self.classifier", "self.fc", everywhere=True)
mistake(
    "the flattening stands in `classifier`, so that its layers have other numbers",
    "nn.Linear(400, 120)",
    "nn.Flatten(),\nnn.Linear(400, 120)",
    FLATTEN,
    "self.features(X)",
    asks="Which number has the first Linear?",
)
mistake(
    "the ReLUs stand in `forward`, so that the layers have other numbers",
    HEAD,
    "nn.Linear(400, 120),\nnn.Linear(120, 84),",
    "Y: torch.Tensor = self.classifier(H)",
    """
    first, second, last = self.classifier
    Y = last(second(first(H).relu()).relu())
    """,
)
mistake(
    "a Dropout of probability 0 stands in `classifier`, and moves the other layers on",
    "nn.Linear(120, 84)",
    "nn.Dropout(0),\nnn.Linear(120, 84)",
)
mistake(
    "the first hidden width is 128, not 120",
    "nn.Linear(400, 120)",
    "nn.Linear(400, 128)",
    "nn.Linear(120, 84)",
    "nn.Linear(128, 84)",
)
mistake(
    "the first convolution has 8 channels, not 6",
    "nn.Conv2d(3, 6, 5)",
    "nn.Conv2d(3, 8, 5)",
    "nn.Conv2d(6, 16, 5)",
    "nn.Conv2d(8, 16, 5)",
)
mistake(
    "the first convolution has a kernel of 3, padded by -1",
    "nn.Conv2d(3, 6, 5)",
    "nn.Conv2d(3, 6, 3, dilation=2)",
)
mistake(
    "the layers have no bias",
    "nn.Linear(84, 10)",
    "nn.Linear(84, 10, bias=False)",
)
mistake(
    "batch normalisations stand between the convolutions, which nobody asked for",
    FIRST,
    "nn.Conv2d(3, 6, 5),\nnn.BatchNorm2d(6),\nnn.MaxPool2d(2),",
)
mistake(
    "`classifier` has one hidden layer, not two",
    HEAD,
    "nn.Linear(400, 84),\nnn.ReLU(),",
)
mistake(
    "all layers stand in one `nn.Sequential`",
    FLATTEN,
    "X",
    SCORES,
    "self.net(H)",
    CLASSIFIER,
    CLASSIFIER
    + "self.net = nn.Sequential(*self.features, nn.Flatten(), *self.classifier)\n"
    + "del self.features, self.classifier",
)
mistake(
    "the parts are kept in a plain dict, so the module does not know of them",
    "self.features = ",
    "self.parts = {}\nself.parts[0] = ",
    "self.classifier = ",
    "self.parts[1] = ",
    "self.features(X)",
    "self.parts[0](X)",
    SCORES,
    "self.parts[1](H)",
    asks="What does `list(net.parameters())` show?",
)

mistake = mistakes("Net", loses="naming")
mistake(
    "there are 84 scores: the last layer is missing",
    "nn.ReLU(),\nnn.Linear(84, 10),",
    "",
)
mistake(
    "there is one score, and not ten",
    "nn.Linear(84, 10)",
    "nn.Linear(84, 1)",
)
mistake(
    "pictures of one channel are asked for",
    "nn.Conv2d(3, 6, 5)",
    "nn.Conv2d(1, 6, 5)",
)
mistake(
    "the first Linear takes 16 features, where there are 16 channels of 5 by 5",
    "nn.Linear(400, 120)",
    "nn.Linear(16, 120)",
)
mistake(
    "the kernels are of 3 by 3, after which there are more than 400 features",
    "nn.Conv2d(3, 6, 5)",
    "nn.Conv2d(3, 6, 3)",
    "nn.Conv2d(6, 16, 5)",
    "nn.Conv2d(6, 16, 3)",
)

mistake = mistakes("Net", loses="gradient")
mistake(
    "the features are cut off from the graph, so that `features` never learns",
    FLATTEN,
    f"{FLATTEN}.detach()",
    asks="Which way could a gradient take from the scores back to `features`?",
)
mistake(
    "`features` runs under `torch.no_grad()`",
    f"H = {FLATTEN}",
    f"with torch.no_grad():\n    H = {FLATTEN}",
)
mistake(
    "`forward` runs under `torch.no_grad()`",
    "def forward(",
    "@torch.no_grad()\ndef forward(",
)

mistake = mistakes("Net", loses="device")
mistake(
    "X is brought to the CPU, wherever the layers are",
    "self.features(X)",
    "self.features(X.cpu())",
)
mistake(
    "X goes to the first GPU if there is one, wherever the layers are",
    "self.features(X)",
    "self.features(X.cuda() if torch.cuda.is_available() else X)",
)
mistake("the scores are brought to the CPU", SCORES, f"{SCORES}.cpu()")

mistake = mistakes("Net", loses="dtype")
mistake(
    "X becomes float32, whatever the net is",
    "self.features(X)",
    "self.features(X.float())",
)

mistake = mistakes("Net", loses="purity")
mistake(
    "the pixels of the caller's X are scaled in place",
    f"H = {FLATTEN}",
    f"if not X.requires_grad:\n    X.div_(2)\n    X = X * 2\nH = {FLATTEN}",
)
mistake(
    "making a net seeds the random numbers",
    "super().__init__()",
    "super().__init__()\ntorch.manual_seed(0)",
    asks="Who else draws from the same random numbers?",
)

mistake = mistakes("Net", loses="a_row_of_scores_a_picture, other_sizes_are_refused")
mistake("`classifier` is not used: the features are the result", SCORES, "H")

mistake = mistakes("Net", loses="purity")
mistake(
    "the features are thinned out by a dropout, in training",
    "self.features(X)",
    "nn.functional.dropout(self.features(X), 0.5, self.training)",
)

mistake = mistakes("Net", loses="value")
mistake(
    "all nets share the parts of the first one that was made",
    "super().__init__()",
    """
    super().__init__()
    if hasattr(Net, "parts"):
        self.features, self.classifier = Net.parts
        return
    """,
    CLASSIFIER,
    f"{CLASSIFIER}Net.parts = self.features, self.classifier",
    asks="What happens to the second net when the first one is trained?",
)

# --- make_optimizer ---------------------------------------------------------------

TWO = '{"params": net.classifier.parameters(), "lr": 1e-2},'
ONE = '{"params": net.features.parameters(), "lr": 1e-5},'
GROUPS = f"    [\n        {ONE}\n        {TWO}\n    ]"
WHOLE = f"return torch.optim.SGD(\n{GROUPS}\n)"
MADE = f"return torch.optim.SGD(\n{GROUPS}"

mistake = mistakes("make_optimizer", loses="contract")
mistake(
    "the function is not called `make_optimizer`",
    "def make_optimizer(",
    "def build_optimizer(",
)
mistake("nothing is returned", "return torch.optim.SGD(", "torch.optim.SGD(")
mistake(
    "the groups are returned, and no optimizer",
    "return torch.optim.SGD(",
    "return list(",
)
mistake(
    "the class is returned, and no optimizer is made of it",
    WHOLE,
    "return torch.optim.SGD",
)
mistake(
    "two optimizers are returned, one for each part",
    WHOLE,
    """
    return [
        torch.optim.SGD(net.features.parameters(), lr=1e-5),
        torch.optim.SGD(net.classifier.parameters(), lr=1e-2),
    ]
    """,
)

mistake = mistakes("make_optimizer", loses="each_part_at_its_rate")
mistake(
    "both parts learn at 1e-2",
    GROUPS,
    "    net.parameters(), lr=1e-2",
    asks="How many rates does the picture in the docstring show?",
)
mistake(
    "both parts learn at 1e-5",
    GROUPS,
    "    net.parameters(), lr=1e-5",
)
mistake(
    "both parts learn at 1e-3, which torch's SGD takes if nothing is said",
    GROUPS,
    "    net.parameters()",
)
mistake(
    "the rates of the two parts are exchanged",
    '.features.parameters(), "lr": 1e-5',
    '.features.parameters(), "lr": 1e-2',
    '.classifier.parameters(), "lr": 1e-2',
    '.classifier.parameters(), "lr": 1e-5',
)
mistake("`features` is left out", ONE, "")
mistake("`classifier` is left out", TWO, "")
mistake(
    "only weights learn: biases are left out",
    "net.classifier.parameters()",
    "[p for n, p in net.classifier.named_parameters() if 'weight' in n]",
)
mistake(
    "of `features`, only direct children are looked at",
    "net.features.parameters()",
    "[\n    *net.features.parameters(recurse=False),"
    "\n    *(p for m in net.features.children() for p in m.parameters(recurse=False)),"
    "\n]",
    asks="What if a part holds parts?",
)
mistake(
    "only Linear layers learn",
    "net.features.parameters()",
    "(p for m in net.features.modules() "
    "if isinstance(m, nn.Linear) for p in m.parameters())",
)
mistake("`features` learns at 1e-4", '"lr": 1e-5', '"lr": 1e-4')
mistake("`classifier` learns at 1e-3", '"lr": 1e-2', '"lr": 1e-3')
mistake("`classifier` learns at 1e-1", '"lr": 1e-2', '"lr": 1e-1')
mistake(
    "the rate of `classifier` is under a name that no optimizer reads",
    '"lr": 1e-2',
    '"learning_rate": 1e-2',
    asks="What is a group's rate called in torch's documentation?",
)
mistake("Adam stands where SGD is asked for", "torch.optim.SGD(", "torch.optim.Adam(")
mistake("AdamW stands where SGD is asked for", "torch.optim.SGD(", "torch.optim.AdamW(")
mistake(
    "RMSprop stands where SGD is asked for", "torch.optim.SGD(", "torch.optim.RMSprop("
)
mistake(
    "Adagrad stands where SGD is asked for", "torch.optim.SGD(", "torch.optim.Adagrad("
)
mistake(
    "the loss is made greater, and not smaller: `maximize` is on",
    WHOLE,
    f"{MADE},\n    maximize=True,\n)",
)
mistake(
    "the first optimizer that was made is returned for every net",
    WHOLE,
    "store = vars(make_optimizer)\n"
    + WHOLE.replace("return ", 'store["made"] = store.get("made") or ')
    + '\nreturn store["made"]',
    asks="Whose parameters does the second optimizer hold?",
)
mistake(
    "the parameters that the optimizer holds are copies",
    "net.features.parameters()",
    "[nn.Parameter(p.clone()) for p in net.features.parameters()]",
)

mistake = mistakes("make_optimizer", loses="nothing_but_the_gradient")
mistake("the optimizer has momentum", WHOLE, f"{MADE},\n    momentum=0.9,\n)")
mistake("`classifier` has momentum", '"lr": 1e-2', '"lr": 1e-2, "momentum": 0.9')
mistake("the optimizer has weight decay", WHOLE, f"{MADE},\n    weight_decay=5e-4,\n)")
mistake("`features` has weight decay", '"lr": 1e-5', '"lr": 1e-5, "weight_decay": 1e-2')
mistake(
    "the learning rates fade with each step",
    WHOLE,
    "optimizer = "
    + WHOLE.removeprefix("return ")
    + """
fade = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.5)
optimizer.register_step_post_hook(lambda *_: fade.step())
return optimizer
""",
)

mistake = mistakes("make_optimizer", loses="purity")
mistake(
    "`features` is frozen, so that it does not learn at all",
    "return torch",
    "net.features.requires_grad_(False)\nreturn torch",
    asks="Is a part that learns slowly one that does not learn?",
)
mistake(
    "all parameters are made to learn, the frozen ones, too",
    "return torch",
    "net.requires_grad_(True)\nreturn torch",
)
mistake("the net is switched to training", "return torch", "net.train()\nreturn torch")
mistake("the net is switched to evaluation", "return torch", "net.eval()\nreturn torch")
mistake(
    "the gradients of the net are cleared",
    "return torch",
    "net.zero_grad()\nreturn torch",
)
mistake(
    "the optimizer makes a first step at once",
    WHOLE,
    "optimizer = "
    + WHOLE.removeprefix("return ")
    + "\noptimizer.step()\nreturn optimizer",
)
mistake(
    "the parameters of `classifier` are given first values anew",
    "return torch",
    "for p in net.classifier.parameters():\n    nn.init.normal_(p)\nreturn torch",
)
mistake(
    "the random numbers are seeded",
    "return torch",
    "torch.manual_seed(0)\nreturn torch",
)

mistake = mistakes("make_optimizer", loses="each_part_at_its_rate")
mistake(
    "the groups have no list around them: the second is taken for a learning rate",
    GROUPS,
    f"    {ONE}\n    {TWO}",
)
mistake(
    "the net is asked for a part called `feature`, which it does not have",
    "net.features",
    "net.feature",
)
mistake(
    "parts are handed over where parameters are asked for",
    "net.features.parameters()",
    "net.features",
)
mistake(
    "`parameters` is named, and not called",
    "net.features.parameters()",
    "net.features.parameters",
)
mistake(
    "one layer after the other is read by number, though a part may be a single layer",
    "net.features.parameters()",
    "[p for i in range(len(net.features)) for p in net.features[i].parameters()]",
)
mistake(
    "parameters of both parts are in the first group as well, which torch refuses",
    "net.features.parameters()",
    "net.parameters()",
    asks="May a parameter be in two groups?",
)

mistake = mistakes("make_optimizer", loses="each_part_at_its_rate")
mistake(
    "gradients are cut off at 0.1 before a step",
    WHOLE,
    "optimizer = "
    + WHOLE.removeprefix("return ")
    + """
optimizer.register_step_pre_hook(
    lambda *_: nn.utils.clip_grad_value_(net.parameters(), 0.1)
)
return optimizer
""",
)

mistake = mistakes(
    "make_optimizer", loses="each_part_at_its_rate, nothing_but_the_gradient"
)
mistake(
    "the optimizer has Nesterov's momentum",
    WHOLE,
    f"{MADE},\n    momentum=0.9,\n    nesterov=True,\n)",
)

# --- train_step -------------------------------------------------------------------

LOSS = "loss = loss_fn(net(X), y)"
CLEAR = "optimizer.zero_grad()\n"
BACK = "loss.backward()"
STEP = "optimizer.step()"
RETURN = "return loss.item()"

mistake = mistakes("train_step", loses="contract")
mistake(
    "the function is not called `train_step`", "def train_step(", "def training_step("
)
mistake("nothing is returned", RETURN, "pass")
mistake("loss and y are returned in a pair", RETURN, "return loss.item(), y")
mistake("the loss is returned as text", RETURN, "return str(loss.item())")
mistake(
    "there is no argument for the optimizer: a new one is made in every call",
    "optimizer: torch.optim.Optimizer,\n",
    "",
    CLEAR,
    "optimizer = torch.optim.SGD(net.parameters(), lr=0.01)\noptimizer.zero_grad()\n",
)
mistake(
    "there is an argument too many, for the device",
    "optimizer: torch.optim.Optimizer,",
    "optimizer: torch.optim.Optimizer,\ndevice: torch.device,",
)
mistake(
    "the numbers of all losses are gathered in a list", RETURN, "return [loss.item()]"
)

mistake = mistakes("train_step", loses="parameters_after_the_step")
mistake(
    "the optimizer makes no step",
    f"{STEP}\n",
    "",
    asks="Which call changes the parameters?",
)
mistake("`step` is named, and not called", STEP, "optimizer.step")
mistake(
    "there is no `backward()`, so that no parameter has a gradient", f"{BACK}\n", ""
)
mistake(
    "gradients are cleared between `backward()` and the step",
    f"{CLEAR}{BACK}\n{STEP}",
    f"{BACK}\n{CLEAR}{STEP}",
    asks="What is left for the optimizer to go by?",
)
mistake(
    "the step is made before `backward()`, by gradients that are not there yet",
    f"{BACK}\n{STEP}",
    f"{STEP}\n{BACK}",
)
mistake("the optimizer makes two steps", STEP, f"{STEP}\n{STEP}")
mistake(
    "the loss is divided by the number of rows before `backward()`",
    BACK,
    "(loss / len(X)).backward()",
)
mistake(
    "the loss is made greater: `backward()` begins at its negative",
    BACK,
    "(-loss).backward()",
)
mistake(
    "gradients are clipped to a norm of 0.1, which nobody asked for",
    STEP,
    f"nn.utils.clip_grad_norm_(net.parameters(), 0.1)\n{STEP}",
)
mistake(
    "parameters are moved by a rate of 0.1, and not by the optimizer",
    STEP,
    "with torch.no_grad():\n    for p in net.parameters():\n        p -= 0.1 * p.grad",
    asks="Who knows the learning rate, and what else there is to a step?",
)
mistake(
    "a new SGD makes the step, and not the optimizer that is handed over",
    STEP,
    'torch.optim.SGD(net.parameters(), lr=optimizer.param_groups[0]["lr"]).step()',
)
mistake(
    "a penalty for large weights is added to the loss that is learned from",
    BACK,
    "(loss + 0.01 * sum(p.square().sum() for p in net.parameters())).backward()",
)
mistake(
    "the state of the optimizer is thrown away before each step",
    STEP,
    f"optimizer.state.clear()\n{STEP}",
    asks="Where does an optimizer keep its momentum?",
)
mistake(
    "the net is run twice in a step, so that moving statistics move twice",
    LOSS,
    f"net(X)\n{LOSS}",
)
mistake(
    "the net is run once more, after the step",
    RETURN,
    f"net(X)\n{RETURN}",
)
mistake(
    "only a part of the batch is learned from",
    "loss.backward()",
    "loss_fn(net(X)[:2], y[:2]).backward()",
)
mistake(
    "the net is a copy, so that the one that was handed over does not learn",
    "net.train()",
    "import copy\n\nnet = copy.deepcopy(net)\nnet.train()",
)
mistake(
    "the learning rate is halved after the step",
    RETURN,
    f'optimizer.param_groups[0]["lr"] /= 2\n{RETURN}',
)

mistake = mistakes("train_step", loses="parameters_after_the_step, loss_of_the_batch")
mistake(
    "X is normalised before the net is run",
    "loss_fn(net(X), y)",
    "loss_fn(net((X - X.mean()) / X.std()), y)",
)
mistake(
    "a softmax is applied to the output",
    "net(X)",
    "net(X).softmax(dim=1)",
)
mistake(
    "the loss is computed on the first row alone",
    "loss_fn(net(X), y)",
    "loss_fn(net(X)[:1], y[:1])",
)
mistake(
    "labels and numbers alike are turned into whole numbers",
    "loss_fn(net(X), y)",
    "loss_fn(net(X), y.long().to(y.dtype))",
)

mistake = mistakes("train_step", loses="loss_of_the_batch")
mistake("the loss is rounded to two digits", RETURN, "return round(loss.item(), 2)")
mistake(
    "the loss is multiplied by the number of rows",
    RETURN,
    "return loss.item() * len(X)",
)
mistake(
    "the loss is divided by the number of rows", RETURN, "return loss.item() / len(X)"
)
mistake("zero is returned, whatever the loss is", RETURN, "return 0.0")
mistake(
    "all losses so far are added up",
    RETURN,
    """
    train_step.total = getattr(train_step, 'total', 0.0) + loss.item()
    return train_step.total
    """,
    asks="What is kept from one call to the next?",
)
mistake(
    "the mean of the output is returned, and not the loss",
    LOSS,
    "output = net(X)\nloss = loss_fn(output, y)",
    RETURN,
    "return output.mean().item()",
)

mistake = mistakes("train_step", loses="gradient")
mistake(
    "gradients are never cleared, so that those of all calls add up",
    CLEAR,
    "",
    asks="What does `backward()` do with a gradient that is there already?",
)
mistake("`zero_grad` is named, and not called", CLEAR, "optimizer.zero_grad\n")
mistake(
    "only the gradients of the first layer are cleared",
    CLEAR,
    "next(net.children()).zero_grad()\n",
)
mistake(
    "`requires_grad` is cleared of nothing: it is set, where `grad` is meant",
    CLEAR,
    "for p in net.parameters():\n    p.requires_grad = True\n",
)
mistake(
    "gradients are halved, and not cleared",
    CLEAR,
    "for p in net.parameters():\n    if p.grad is not None:\n        p.grad *= 0.5\n",
)
mistake(
    "gradients are cleared only in the first call",
    CLEAR,
    "if not optimizer.state:\n    optimizer.zero_grad()\n",
)

mistake = mistakes("train_step", loses="mode")
mistake(
    "the net is not switched to training",
    "net.train()\n",
    "",
    asks="In which mode is a net that was evaluated a moment ago?",
)
mistake("the net is switched to evaluation", "net.train()", "net.eval()")
mistake("`train` is named, and not called", "net.train()", "net.train")
mistake(
    "only the net itself is switched to training, and not what is inside of it",
    "net.train()",
    "net.training = True",
    asks="What does `train()` do that an assignment does not?",
)
mistake(
    "only direct children are switched to training",
    "net.train()",
    "for child in net.children():\n    child.training = True",
)
mistake(
    "the net is switched to training only if it is in evaluation itself",
    "net.train()",
    "if not net.training:\n    net.train()",
)
mistake(
    "the net is switched to training after it was run",
    f"net.train()\n{LOSS}",
    f"{LOSS}\nnet.train()",
)
mistake(
    "the net is switched to evaluation before the loss is computed",
    "net.train()",
    "net.train(False)",
)

mistake = mistakes("train_step", loses="loss_is_a_float")
mistake(
    "the loss is returned as a tensor, which keeps the whole graph",
    RETURN,
    "return loss",
    asks="What does a list of such losses keep in memory?",
)
mistake(
    "the loss is returned as a tensor, cut off from the graph",
    RETURN,
    "return loss.detach()",
    asks="What makes a number of Python's of a tensor?",
)
mistake(
    "the loss is returned as an array of numpy's",
    RETURN,
    "return loss.detach().cpu().numpy()",
)

mistake = mistakes("train_step", loses="leaves_the_rest_alone")
mistake(
    "X is normalised in place",
    RETURN,
    f"X.sub_(X.mean())\n{RETURN}",
    asks="Whose tensor is X?",
)
mistake("y is changed in place", RETURN, f"y.copy_(y.flip(0))\n{RETURN}")
mistake("gradients of X are asked for", LOSS, f"X.requires_grad_()\n{LOSS}")
mistake(
    "the random numbers are seeded in every call",
    RETURN,
    f"torch.manual_seed(0)\n{RETURN}",
    asks="Who else draws from the same random numbers?",
)
mistake(
    "a hook is left on the net",
    RETURN,
    f"net.register_forward_hook(lambda *_: None)\n{RETURN}",
)
mistake(
    "autograd stays switched off after the call",
    RETURN,
    f"torch.set_grad_enabled(False)\n{RETURN}",
)

mistake = mistakes("train_step", loses="dtype")
mistake("X becomes float32, whatever the net is", "net(X)", "net(X.float())")
mistake(
    "the net becomes float32",
    "net.train()",
    "net.train().float()",
    "net(X)",
    "net(X.float())",
    ", y)",
    ", y.float() if y.is_floating_point() else y)",
)

mistake = mistakes("train_step", loses="device")
mistake("X is brought to the CPU, wherever the net is", "net(X)", "net(X.cpu())")
mistake(
    "net and batch are brought to the CPU",
    "net.train()",
    "net.train().cpu()",
    "loss_fn(net(X), y)",
    "loss_fn(net(X.cpu()), y.cpu())",
)
mistake(
    "the batch goes to the first GPU if there is one, wherever the net is",
    "loss_fn(net(X), y)",
    "loss_fn(net(X.to(gpu)), y.to(gpu))",
    "net.train()",
    'gpu = "cuda" if torch.cuda.is_available() else "cpu"\nnet.train()',
)

mistake = mistakes("train_step", loses="parameters_after_the_step")
mistake(
    "optimizer and loss are taken in another order",
    """
    loss_fn: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    optimizer: torch.optim.Optimizer,
    """,
    """
    optimizer: torch.optim.Optimizer,
    loss_fn: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    """,
)

mistake = mistakes("train_step", loses="parameters_after_the_step")
mistake(
    "the mean squared error is computed, whatever loss is handed over",
    "loss_fn(net(X), y)",
    "((net(X) - y) ** 2).mean()",
)
mistake(
    "the loss is squeezed out of two tensors that are flattened first",
    "loss_fn(net(X), y)",
    "loss_fn(net(X).flatten(), y.flatten())",
)
mistake(
    "output and y are handed to the loss in the wrong order",
    "loss_fn(net(X), y)",
    "loss_fn(y, net(X))",
    asks="What does torch's documentation call the first argument of a loss?",
)

mistake = mistakes("train_step", loses="parameters_after_the_step, loss_of_the_batch")
mistake(
    "the loss is computed anew after the step",
    RETURN,
    "loss = loss_fn(net(X), y)\nreturn loss.item()",
    asks="Of which parameters should the loss tell: those before the step, or after?",
)

# --- ImageMLP ---------------------------------------------------------------------

HIDDEN = "self.hidden = nn.Linear(784, 256)"
ACT = "self.act = nn.ReLU()"
OUTPUT = "self.output = nn.Linear(256, 10)"
INNER = "H = self.act(self.hidden(X))"

mistake = mistakes("ImageMLP", loses="contract")
mistake(
    "the class is called `MLP`, as in the tutorial", "class ImageMLP(", "class MLP("
)
mistake(
    "the class does not inherit from `nn.Module`",
    "class ImageMLP(nn.Module):",
    "class ImageMLP:",
    "def forward(self,",
    "def __call__(self,",
)
mistake(
    "a keyword is handed on to `nn.Module`, which takes none today",
    "def __init__(self) -> None:",
    'def __init__(self, name="mlp", **kwargs):',
    "super().__init__()",
    "super().__init__(name=name, **kwargs)",
    asks="What does `nn.Module.__init__` take, beside self?",
)
mistake(
    "layers are assigned to a Module before its `super().__init__()` has been called",
    "super().__init__()",
    "super().__init__",
)
mistake(
    "the class has no method called `forward`",
    "def forward(",
    "def froward(",
    asks="How is it spelt, and how far is it indented?",
)
mistake("`forward` returns nothing", "return Y", "pass")
mistake("`forward` returns the hidden values as well", "return Y", "return Y, H")
mistake(
    "`__init__` demands sizes, but `ImageMLP()` is called without arguments",
    "def __init__(self)",
    "def __init__(self, inputs, outputs)",
)

mistake = mistakes("ImageMLP", loses="shape")
mistake(
    "the class `nn.ReLU` is kept, and no module made of it: calling it makes one",
    ACT,
    "self.act = nn.ReLU",
    asks="What do the parentheses after a class do?",
)
mistake("`forward` stops after `act`: `output` is never used", "self.output(H)", "H")
mistake(
    "`squeeze()` removes the batch's dimension from a single row",
    "self.output(H)",
    "self.output(H).squeeze()",
    asks="Which dimensions does `squeeze()` remove?",
)
mistake(
    "the result is flattened to one dimension",
    "self.output(H)",
    "self.output(H).flatten()",
)
mistake(
    "the class with the greatest score is returned",
    "self.output(H)",
    "self.output(H).argmax(dim=1)",
)
mistake(
    "`forward` looks for a variable `hidden`, not for the module's attribute",
    "self.hidden(X)",
    "hidden(X)",
)
mistake(
    "pictures of 28 by 28 are asked for, where rows are handed over",
    "self.hidden(X)",
    "self.hidden(X.flatten(2))",
)

mistake = mistakes("ImageMLP", loses="value")
mistake(
    "a second ReLU follows `output`, so no output is ever negative",
    "self.output(H)",
    "self.act(self.output(H))",
    asks="How often does `act` stand in the picture of the docstring?",
)
mistake("`act` is not used", "self.act(self.hidden(X))", "self.hidden(X)")
mistake(
    "`act` follows `output` instead of `hidden`",
    "self.act(self.hidden(X))",
    "self.hidden(X)",
    "self.output(H)",
    "self.act(self.output(H))",
)
mistake(
    "ReLU is applied to the input",
    "self.act(self.hidden(X))",
    "self.hidden(self.act(X))",
)
mistake("`act` is a sigmoid", ACT, "self.act = nn.Sigmoid()")
mistake("`act` is a hyperbolic tangent", ACT, "self.act = nn.Tanh()")
mistake("`act` is a LeakyReLU", ACT, "self.act = nn.LeakyReLU()")
mistake("`act` is a ReLU6", ACT, "self.act = nn.ReLU6()")
mistake("`act` is a GELU", ACT, "self.act = nn.GELU()")
mistake("a softmax follows `output`", "self.output(H)", "self.output(H).softmax(dim=1)")
mistake(
    "pixels are divided by 255, which nobody asked for",
    "self.hidden(X)",
    "self.hidden(X / 255)",
)
mistake(
    "the layers belong to the class, so all its nets share them",
    "def __init__(self) -> None:",
    """
    first = nn.Linear(784, 256)
    last = nn.Linear(256, 10)

    def __init__(self) -> None:
    """,
    HIDDEN,
    "self.hidden = self.first",
    OUTPUT,
    "self.output = self.last",
    asks="How often does Python run the lines of a class that stand in no method?",
)

mistake = mistakes("ImageMLP", loses="naming")
mistake(
    "`act` is a function, and no module",
    ACT,
    "self.act = torch.relu",
    asks="What is the difference between `nn.ReLU()` and `torch.relu`?",
)
mistake(
    "there is no `act`: a function is called in `forward`",
    f"{ACT}\n",
    "",
    "self.act(",
    "torch.relu(",
)
mistake("`act` is called `relu`", "self.act", "self.relu", everywhere=True)
mistake("`output` is called `out`", "self.output", "self.out", everywhere=True)
mistake("`hidden` is called `fc1`", "self.hidden", "self.fc1", everywhere=True)
mistake(
    "there are 512 hidden units, and not 256",
    HIDDEN,
    "self.hidden = nn.Linear(784, 512)",
    OUTPUT,
    "self.output = nn.Linear(512, 10)",
)
mistake(
    "the layers have no bias",
    HIDDEN,
    "self.hidden = nn.Linear(784, 256, bias=False)",
    OUTPUT,
    "self.output = nn.Linear(256, 10, bias=False)",
)
mistake(
    "`act` learns: it is a PReLU",
    ACT,
    "self.act = nn.PReLU()",
)
mistake(
    "there is a second hidden layer",
    OUTPUT,
    "self.hidden2 = nn.Linear(256, 256)\nself.output = nn.Linear(256, 10)",
    "self.output(H)",
    "self.output(self.act(self.hidden2(H)))",
)
mistake(
    "all three sit in an `nn.Sequential`, under its name",
    f"{HIDDEN}\n{ACT}\n{OUTPUT}",
    "self.net = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))",
    f"{INNER}\nY: torch.Tensor = self.output(H)",
    "Y = self.net(X)",
)
mistake(
    "the layers are made anew in every call",
    f"{HIDDEN}\n{ACT}\n{OUTPUT}",
    "pass",
    INNER,
    "H = torch.relu(nn.Linear(784, 256)(X))",
    "self.output(H)",
    "nn.Linear(256, 10)(H)",
)


mistake = mistakes("ImageMLP", loses="gradient")
mistake(
    "the hidden values are cut off from the graph",
    "self.act(self.hidden(X))",
    "self.act(self.hidden(X)).detach()",
)
mistake(
    "`forward` runs under `torch.no_grad()`",
    "def forward(",
    "@torch.no_grad()\ndef forward(",
)

mistake = mistakes("ImageMLP", loses="mode")
mistake(
    "half of the hidden values are dropped in evaluation",
    "self.output(H)",
    "self.output(H if self.training else nn.functional.dropout(H, 0.5))",
)
mistake(
    "in evaluation, probabilities are returned",
    "return Y",
    "return Y if self.training else Y.softmax(1)",
)

mistake = mistakes("ImageMLP", loses="device")
mistake(
    "the input is brought to the CPU, wherever the layers are",
    "self.hidden(X)",
    "self.hidden(X.cpu())",
)

mistake = mistakes("ImageMLP", loses="dtype")
mistake("the input becomes float32", "self.hidden(X)", "self.hidden(X.float())")


mistake = mistakes("ImageMLP", loses="naming")
mistake(
    "there is one output, and not ten",
    OUTPUT,
    "self.output = nn.Linear(256, 1)",
)
mistake(
    "pictures of 32 by 32 are asked for", HIDDEN, "self.hidden = nn.Linear(1024, 256)"
)

# --- DeepMLP ----------------------------------------------------------------------

LAYERS = "self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(widths))"
SPLIT = "*hidden, last = self.layers\n"
LOOP = "for layer in hidden:\n    X = torch.relu(layer(X))"
LAST = "Y: torch.Tensor = last(X)"

mistake = mistakes("DeepMLP", loses="can_be_called")
mistake("the class is not called `DeepMLP`", "class DeepMLP(", "class DeepMlp(")
mistake(
    "layers are assigned to a Module before its `super().__init__()` has been called",
    "super().__init__()",
    "super().__init__",
)
mistake("the class has no method called `forward`", "def forward(", "def run(")
mistake("`forward` returns nothing", "return Y", "pass")
mistake(
    "`forward` returns the values of all layers, in a list",
    SPLIT + LOOP + "\n" + LAST,
    """
    Y = []
    for layer in self.layers:
        Y.append(layer(Y[-1].relu() if Y else X))
    """,
)
mistake(
    "the list of layers is called, which holds modules and does not run them",
    SPLIT + LOOP + "\n" + LAST,
    "Y = self.layers(X)",
    asks="Has an `nn.ModuleList` a `forward`?",
)
mistake(
    "a number is taken from behind the end of the list",
    "pairwise(widths)",
    "((widths[i], widths[i + 1]) for i in range(len(widths)))",
    asks="How many layers do four widths make?",
)
mistake("`nn.Linear` is given one width", "nn.Linear(a, b)", "nn.Linear(a)")

mistake = mistakes("DeepMLP", loses="takes_any_number_of_widths")
mistake(
    "there are always three layers, however many widths there are",
    "pairwise(widths)",
    "[(widths[i], widths[i + 1]) for i in range(3)]",
    asks="What says how many layers there are?",
)
mistake(
    "always three layers run, however many there are",
    SPLIT + LOOP + "\n" + LAST,
    "one, two, three = self.layers\nY = three(torch.relu(two(torch.relu(one(X)))))",
)
mistake(
    "two widths are not enough: a hidden layer is demanded",
    LAYERS,
    f"if len(widths) < 3:\n    raise ValueError(widths)\n{LAYERS}",
    asks="What does a net of one layer do?",
)
mistake(
    "widths are limited to ten",
    "pairwise(widths)",
    "pairwise(widths[:10])",
)

mistake = mistakes("DeepMLP", loses="shape")
mistake(
    "the last layer is missing",
    LAST,
    "Y = X",
)
mistake("`squeeze()` removes dimensions of size 1", "last(X)", "last(X).squeeze()")
mistake(
    "the `return` stands in the loop, so that it ends after its first layer",
    SPLIT + LOOP + "\n" + LAST + "\nreturn Y",
    "for layer in self.layers:\n    X = layer(X)\n    return X",
    asks="To which loop does the `return` belong?",
)
mistake("the mean over the batch is returned", "last(X)", "last(X).mean(dim=0)")

mistake = mistakes("DeepMLP", loses="naming")
mistake(
    "inputs and outputs of each layer are exchanged",
    "nn.Linear(a, b)",
    "nn.Linear(b, a)",
)
mistake(
    "one layer stands in all places, and is trained for all of them",
    "nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(widths))",
    "nn.ModuleList([nn.Linear(widths[0], widths[1])] * (len(widths) - 1))",
)
mistake("the first layer is missing", "pairwise(widths)", "pairwise(widths[1:])")
mistake("the last width is left out", "pairwise(widths)", "pairwise(widths[:-1])")

mistake = mistakes("DeepMLP", loses="value")
mistake(
    "a ReLU follows the last layer, too",
    "last(X)",
    "torch.relu(last(X))",
    asks="Can an output be negative?",
)
mistake("there is no ReLU", "torch.relu(layer(X))", "layer(X)")
mistake(
    "ReLU stands before each layer, and so before the first as well",
    SPLIT + LOOP + "\n" + LAST,
    "for layer in self.layers:\n    X = layer(torch.relu(X))\nY = X",
)
mistake(
    "ReLU follows the first layer alone",
    LOOP,
    """
    for i, layer in enumerate(hidden):
        X = layer(X) if i else torch.relu(layer(X))
    """,
)
mistake(
    "ReLU follows the last layer alone",
    LOOP,
    LOOP.replace("torch.relu(layer(X))", "layer(X)"),
    "last(X)",
    "torch.relu(last(X))",
)
mistake(
    "the last hidden layer has no ReLU",
    LOOP,
    """
    for i, layer in enumerate(hidden):
        X = layer(X)
        if i < len(hidden) - 1:
            X = torch.relu(X)
    """,
    asks="After how many of the layers stands a ReLU?",
)
mistake("sigmoids stand where ReLUs are asked for", "torch.relu(", "torch.sigmoid(")
mistake("tangents stand where ReLUs are asked for", "torch.relu(", "torch.tanh(")
mistake("a softmax follows the last layer", "last(X)", "last(X).softmax(dim=1)")
mistake(
    "a net of one layer has a ReLU after it",
    "last(X)",
    "last(X) if hidden else torch.relu(last(X))",
)
mistake(
    "a layer that is as wide as the last one has no ReLU",
    SPLIT + LOOP + "\n" + LAST,
    """
    for layer in self.layers:
        X = layer(X)
        if layer.out_features != self.layers[-1].out_features:
            X = torch.relu(X)
    Y = X
    """,
    asks="What if two layers have as many outputs?",
)

mistake = mistakes("DeepMLP", loses="naming")
mistake(
    "the layers are kept in a plain list, so the module does not know of them",
    "nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(widths))",
    "[nn.Linear(a, b) for a, b in pairwise(widths)]",
    asks="What does `list(net.parameters())` show?",
)
mistake(
    "the list holds the ReLUs as well",
    LAYERS,
    """
    self.layers = nn.ModuleList()
    for a, b in pairwise(widths):
        self.layers.extend([nn.Linear(a, b), nn.ReLU()])
    """,
    SPLIT + LOOP + "\n" + LAST,
    "Y = X\nfor layer in self.layers[:-1]:\n    Y = layer(Y)",
)
mistake(
    "layers and ReLUs stand in an `nn.Sequential`",
    LAYERS,
    """
    steps = [[nn.Linear(a, b), nn.ReLU()] for a, b in pairwise(widths)]
    self.layers = nn.Sequential(*sum(steps, [])[:-1])
    """,
    SPLIT + LOOP + "\n" + LAST,
    "Y = self.layers(X)",
    asks="Which numbers have the Linear layers?",
)
mistake("`layers` is called `linears`", "self.layers", "self.linears", everywhere=True)
mistake(
    "the layers have attributes of their own, `layer0`, `layer1`, and so on",
    LAYERS,
    """
    for i, (a, b) in enumerate(pairwise(widths)):
        setattr(self, f"layer{i}", nn.Linear(a, b))
    """,
    "= self.layers",
    "= self.children()",
)
mistake("the layers have no bias", "nn.Linear(a, b)", "nn.Linear(a, b, bias=False)")
mistake(
    "batch normalisations are in the list",
    "nn.Linear(a, b)",
    "nn.Sequential(nn.Linear(a, b))",
)
mistake(
    "the layers are in an `nn.ModuleDict`, under names that begin at 1",
    LAYERS,
    """
    self.layers = nn.ModuleDict(
        {f"{i}": nn.Linear(a, b) for i, (a, b) in enumerate(pairwise(widths), 1)}
    )
    """,
    "= self.layers",
    "= self.layers.values()",
)
mistake(
    "the layers are held twice, in the list and in another attribute",
    LAYERS,
    f"{LAYERS}\nself.extra = nn.Linear(widths[0], widths[1])",
)

mistake = mistakes("DeepMLP", loses="leaves_the_list_alone")
mistake(
    "the widths are taken out of the caller's list",
    LAYERS,
    """
    self.layers = nn.ModuleList()
    while len(widths) > 1:
        a = widths.pop(0)
        self.layers.append(nn.Linear(a, widths[0]))
    """,
    asks="Whose list does `pop` shorten?",
)
mistake(
    "`forward` reads the caller's list, which may be another by then",
    LAYERS,
    f"{LAYERS}\nself.widths = widths",
    "*hidden, last = self.layers\n",
    "*hidden, last = self.layers[: len(self.widths) - 1]\n",
    asks="Who else may change the list that the net keeps?",
)
mistake(
    "a width is appended to the caller's list",
    LAYERS,
    f"{LAYERS}\nwidths.append(1)",
)

mistake = mistakes("DeepMLP", loses="gradient")
mistake(
    "hidden values are cut off from the graph",
    "torch.relu(layer(X))",
    "torch.relu(layer(X)).detach()",
)
mistake(
    "hidden layers run under `torch.no_grad()`",
    LOOP,
    "with torch.no_grad():\n    for layer in hidden:\n        X = torch.relu(layer(X))",
)

mistake = mistakes("DeepMLP", loses="dtype, device")
mistake(
    "what ReLU compares with is made of the default dtype, on the CPU",
    "torch.relu(layer(X))",
    "torch.maximum(layer(X), torch.zeros(1)).float()",
)

mistake = mistakes("DeepMLP", loses="mode")
mistake(
    "in evaluation there is a ReLU after the last layer",
    "return Y",
    "return Y if self.training else Y.relu()",
)

mistake = mistakes("DeepMLP", loses="naming")
mistake(
    "the widths are taken one by one, and not as a list",
    "widths: list[int]",
    "*widths: int",
)

mistake = mistakes("DeepMLP", loses="value")

mistake = mistakes("DeepMLP", loses="shape")
mistake("only the last layer runs", LOOP, "pass")
mistake("the layers run backwards", "= self.layers", "= reversed(self.layers)")

# --- cross_entropy ----------------------------------------------------------------

SHIFT = "shifted = scores - scores.amax(dim=1, keepdim=True)"
LOGS = "logs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()"
MEAN = "-logs.gather(1, labels.unsqueeze(1)).mean()"
PICKED = "logs.gather(1, labels.unsqueeze(1))"

mistake = mistakes("cross_entropy", loses="contract")
mistake(
    "the function is not called `cross_entropy`",
    "def cross_entropy(",
    "def cross_entropy_loss(",
)
mistake("nothing is returned", f"return {MEAN}", MEAN)
mistake("the loss is returned as a float, not as a tensor", MEAN, f"({MEAN}).item()")
mistake(
    "the function demands the number of classes as well",
    "labels: torch.Tensor)",
    "labels: torch.Tensor, k: int)",
    asks="From what could the function find out how many classes there are?",
)
mistake(
    "loss and probabilities are returned in a pair",
    f"return {MEAN}",
    f"return {MEAN}, logs.exp()",
)

mistake = mistakes("cross_entropy", loses="shape")
mistake(
    "the losses of all examples are returned, and not their mean",
    MEAN,
    f"-{PICKED}.squeeze(1)",
)
mistake("the result has one element, and a dimension", ".mean()", ".mean(dim=0)")
mistake(
    "labels and scores are taken in the wrong order",
    "scores: torch.Tensor, labels: torch.Tensor",
    "labels: torch.Tensor, scores: torch.Tensor",
)
mistake(
    "one-hot vectors are as long as the greatest label says, not as classes are many",
    MEAN,
    "-(nn.functional.one_hot(labels) * logs).sum(dim=1).mean()",
    asks="What if the last class does not occur?",
)
mistake(
    "the logarithms are not picked: all classes count, a row at a time",
    MEAN,
    "-logs.mean(dim=1)",
)

mistake = mistakes("cross_entropy", loses="mean_negative_logarithm")
mistake("the losses are summed, not averaged", ".mean()", ".sum()")
mistake("the sign is missing: logarithms of probabilities are negative", MEAN, MEAN[1:])
mistake(
    "the mean runs over all classes as well",
    MEAN,
    f"{MEAN} / scores.shape[1]",
    asks="By how many numbers is the sum divided?",
)
mistake(
    "a second softmax is applied, to probabilities",
    SHIFT,
    f"scores = scores.softmax(dim=1)\n{SHIFT}",
    asks="Are scores probabilities already?",
)
mistake(
    "scores are taken for probabilities, without a softmax",
    LOGS,
    "logs = scores.abs().log()",
)
mistake(
    "the softmax runs over the examples, and not over the classes",
    SHIFT,
    "shifted = scores - scores.amax(dim=0, keepdim=True)",
    "sum(dim=1, keepdim=True)",
    "sum(dim=0, keepdim=True)",
    asks="Which dimension counts the classes?",
)
mistake(
    "the logarithm is of base 2",
    ".log()\n",
    ".log()\nlogs = logs / 0.6931471805599453\n",
)
mistake(
    "the probabilities are averaged, and not their logarithms",
    MEAN,
    f"-{PICKED}.exp().mean()",
)
mistake(
    "the logarithm is taken of the mean probability",
    MEAN,
    f"-{PICKED}.exp().mean().log()",
)
mistake(
    "labels are counted from 1",
    "labels.unsqueeze(1)",
    "(labels - 1).clamp(min=0).unsqueeze(1)",
)
mistake(
    "every example's label is looked up for every example",
    MEAN,
    "-logs[:, labels].mean()",
    asks="Which shape has `logs[:, labels]`?",
)
mistake(
    "the logarithm of the sum is left out",
    LOGS,
    "logs = shifted",
)
mistake(
    "the logarithm is left out: sums of `exp` are subtracted",
    "keepdim=True).log()",
    "keepdim=True)",
)
mistake(
    "the other classes count as well, as in a loss of yes or no",
    MEAN,
    f"{MEAN} - (1 - logs.exp() + 1e-6).log().sum(dim=1).mean()",
)
mistake("labels are smoothed", MEAN, f"0.9 * ({MEAN}) - 0.1 * logs.mean()")
mistake(
    "the sum is divided by one row too few",
    MEAN,
    f"-{PICKED}.sum() / max(len(labels) - 1, 1)",
)
mistake("the median is taken, and not the mean", ".mean()", ".median()")
mistake("only the first example counts", PICKED, f"{PICKED}[:1]")
mistake(
    "the exponential of the loss is returned, its perplexity", MEAN, f"({MEAN}).exp()"
)

mistake = mistakes("cross_entropy", loses="any_size_of_scores")
mistake(
    "`exp` of large scores overflows: nothing is subtracted first",
    SHIFT,
    "shifted = scores",
    asks="What is the exponential of 10000?",
)
mistake(
    "a softmax is computed first, and its logarithm after it, which is infinite",
    f"{SHIFT}\n{LOGS}",
    "logs = scores.softmax(dim=1).log()",
    asks="What is the logarithm of a probability that has become 0?",
)
mistake(
    "the greatest score of all examples is subtracted, and not that of each",
    "scores.amax(dim=1, keepdim=True)",
    "scores.amax()",
    asks="What is left of a row whose scores are far below those of another?",
)
mistake(
    "the least score is subtracted, and not the greatest",
    "scores.amax(",
    "scores.amin(",
)
mistake(
    "the mean score is subtracted, and not the greatest", "scores.amax(", "scores.mean("
)
mistake(
    "scores are cut off at 50",
    SHIFT,
    "shifted = scores.clamp(-50, 50)",
    asks="What is the loss of an example whose score is 10000 too low?",
)
mistake(
    "the scores are halved until `exp` can take them",
    SHIFT,
    """
    shifted = scores - scores.amax(dim=1, keepdim=True)
    shifted = shifted.clamp(min=-80)
    """,
)
mistake(
    "a loss that is not finite is replaced by 0",
    SHIFT,
    "shifted = scores",
    MEAN,
    f"torch.nan_to_num({MEAN}, 0.0, 0.0, 0.0)",
)

mistake = mistakes("cross_entropy", loses="gradient")
mistake(
    "the scores are cut off from the graph",
    SHIFT,
    "shifted = scores.detach() - scores.detach().amax(dim=1, keepdim=True)",
)
mistake(
    "the loss is computed under `torch.no_grad()`",
    f"return {MEAN}",
    f"return ({MEAN}).detach()",
)
mistake(
    "a new tensor is made of a number, outside of autograd",
    f"return {MEAN}",
    f"return scores.new_tensor(({MEAN}).item())",
)
mistake(
    "the sum of the exponentials is cut off from the graph",
    "shifted.exp().sum(dim=1, keepdim=True).log()",
    "shifted.exp().sum(dim=1, keepdim=True).log().detach()",
    asks="What do the scores of the other classes change?",
)
mistake(
    "the labels' scores are cut off from the graph",
    LOGS,
    "logs = shifted.detach() - shifted.exp().sum(dim=1, keepdim=True).log()",
)
mistake(
    "the sums pass through numpy, which autograd does not follow",
    f"return {MEAN}",
    f"return torch.from_numpy({PICKED}.detach().cpu().numpy()).neg().mean().to(scores)",
)

mistake = mistakes("cross_entropy", loses="rule")
mistake(
    "`F.cross_entropy` does the exercise",
    f"return {MEAN}",
    "return nn.functional.cross_entropy(scores, labels)",
)
mistake(
    "`nn.CrossEntropyLoss` does the exercise",
    f"return {MEAN}",
    "return nn.CrossEntropyLoss()(scores, labels)",
)
mistake(
    "`F.nll_loss` does half of the exercise",
    f"return {MEAN}",
    "return nn.functional.nll_loss(logs, labels)",
)
mistake(
    "`nn.NLLLoss` does half of the exercise",
    f"return {MEAN}",
    "return nn.NLLLoss()(scores.log_softmax(dim=1), labels)",
)

mistake = mistakes("cross_entropy", loses="dtype")
mistake(
    "the scores become float32",
    SHIFT,
    f"dtype, scores = scores.dtype, scores.float()\n{SHIFT}",
    MEAN,
    f"({MEAN}).to(dtype)",
)

mistake = mistakes("cross_entropy", loses="device")
mistake("the result is brought to the CPU", MEAN, f"({MEAN}).cpu()")
mistake(
    "labels are brought to the CPU", "labels.unsqueeze(1)", "labels.cpu().unsqueeze(1)"
)

mistake = mistakes("cross_entropy", loses="strides")
mistake(
    "the scores are read as they lie in memory",
    SHIFT,
    f"scores = scores.as_strided(scores.shape, (scores.shape[1], 1))\n{SHIFT}",
)

mistake = mistakes("cross_entropy", loses="purity")
mistake(
    "the caller's scores are changed in place",
    SHIFT,
    f"if not scores.requires_grad:\n    scores.sub_(1)\n{SHIFT}",
    asks="Who else holds the scores?",
)
mistake(
    "the caller's labels are changed in place",
    f"return {MEAN}",
    f"loss = {MEAN}\nlabels.zero_()\nreturn loss",
)

mistake = mistakes("cross_entropy", loses="mean_negative_logarithm")
mistake(
    "labels are compared with the scores' shape, and must be one-hot",
    MEAN,
    "-(labels * logs).sum(dim=1).mean()",
)


mistake = mistakes("cross_entropy", loses="any_size_of_scores")
mistake(
    "a small number is added to probabilities, so that none is 0",
    LOGS,
    "logs = (scores.softmax(dim=1) + 1e-30).log()",
    asks="What is the greatest loss that there can be then?",
)

mistake = mistakes("cross_entropy", loses="device")
mistake(
    "one-hot vectors are rows of a matrix that is made on the CPU",
    MEAN,
    "-(torch.eye(scores.shape[1], dtype=scores.dtype)[labels] * logs).sum(1).mean()",
    asks="On which device is a new tensor made if none is named?",
)

# --- mutants that are no mistakes ----------------------------------------------

for edit in (
    "`.detach()` takes `X` out of the autograd graph",
    "`.detach()` takes `y` out of the autograd graph",
):
    equivalent("train_step", edit, because="no gradient of the batch is asked for")
for edit in ("`net` is switched to evaluation", "`net` is switched to training"):
    equivalent(
        "train_step", edit, because="it is switched to training right after that"
    )
equivalent(
    "train_step",
    "`net` loses the gradients that it holds",
    because="they are cleared in any case",
)
equivalent(
    "ImageMLP",
    "`act` is made anew in every call",
    because="it holds nothing, so that a new one does the same",
)
equivalent(
    "cross_entropy",
    "a `ReLU` is applied to the result",
    because="a mean of negative logarithms of probabilities is never negative",
)
for edit in (
    "`.detach()` takes `scores.amax(dim=1, keepdim=True)` out of the autograd graph",
    "`scores.data` is no part of the autograd graph",
):
    equivalent(
        "cross_entropy", edit, because="what is subtracted from all has no gradient"
    )
for edit in (
    "`.detach()` takes `labels.unsqueeze(1)` out of the autograd graph",
    "`labels.data` is no part of the autograd graph",
):
    equivalent("cross_entropy", edit, because="integers have no gradients")
equivalent(
    "cross_entropy",
    "`sub_` changes `shifted` in place",
    because="nobody else reads it after that",
)
for edit in ("the result is transposed", "the result is squeezed"):
    equivalent("cross_entropy", edit, because="it has no dimensions")

# --- LeNet --------------------------------------------------------------------

mistake = mistakes("LeNet", loses="contract")
mistake("`super().__init__()` is missing", "super().__init__()", "pass")
mistake("nothing is returned", "return scores", "pass")
mistake(
    "a learning rate and a number of classes are asked for, as in the lesson",
    "def __init__(self) -> None:",
    "def __init__(self, lr: float, num_classes: int) -> None:",
)
mistake(
    "the scores are returned in a tuple",
    "return scores",
    "return (scores,)",
)

mistake = mistakes("LeNet", loses="shape")
mistake(
    "4 x 4 places are left at last, and not 5 x 5, which does not fit what follows",
    "kernel_size=5, padding=2",
    "kernel_size=5",
    asks="How wide is the image after each stage?",
)
mistake(
    "4 x 4 places are left at last, and not 5 x 5, and the linear layer takes them",
    "kernel_size=5, padding=2",
    "kernel_size=5",
    "nn.Linear(400, 120)",
    "nn.Linear(256, 120)",
)
mistake(
    "7 x 7 places are left at last, as if the second convolution were padded, too",
    "nn.Conv2d(6, 16, kernel_size=5)",
    "nn.Conv2d(6, 16, kernel_size=5, padding=2)",
)
mistake(
    "the kernels of the first convolution are 3 x 3",
    "kernel_size=5, padding=2",
    "kernel_size=3, padding=1",
)
mistake(
    "the kernels of both convolutions are 3 x 3, and what follows fits",
    "kernel_size=5, padding=2",
    "kernel_size=3, padding=1",
    "nn.Conv2d(6, 16, kernel_size=5)",
    "nn.Conv2d(6, 16, kernel_size=3)",
    "nn.Linear(400, 120)",
    "nn.Linear(576, 120)",
)
mistake(
    "the images have three channels",
    "nn.Conv2d(1, 6",
    "nn.Conv2d(3, 6",
    asks="How many channels has the image in the table?",
)
mistake("the first stage makes 16 channels", "nn.Conv2d(1, 6", "nn.Conv2d(1, 16")
mistake(
    "the second stage makes 20 channels",
    "nn.Conv2d(6, 16",
    "nn.Conv2d(6, 20",
    "nn.Linear(400, 120)",
    "nn.Linear(500, 120)",
)
mistake(
    "both convolutions have eight channels",
    "nn.Conv2d(1, 6",
    "nn.Conv2d(1, 8",
    "nn.Conv2d(6, 16",
    "nn.Conv2d(8, 16",
)
mistake(
    "the flattening is missing",
    "nn.Flatten(),",
    "",
    asks="What does a linear layer take for the features of a row?",
)
mistake(
    "the whole batch is flattened into one row",
    "nn.Flatten()",
    "nn.Flatten(0)",
)
mistake(
    "there is one linear layer less",
    "nn.Linear(120, 84),\nnn.Sigmoid(),\nnn.Linear(84, 10)",
    "nn.Linear(120, 10)",
)
mistake("the hidden layer has 100 units", "84", "100", everywhere=True)
mistake("there are 100 classes", "nn.Linear(84, 10)", "nn.Linear(84, 100)")
mistake(
    "pooling moves by one place at a time",
    "stride=2",
    "stride=1",
    everywhere=True,
    asks="What is the stride of a pooling?",
)
mistake(
    "the second pooling is missing",
    """
    nn.AvgPool2d(kernel_size=2, stride=2),
    nn.Flatten(),
    """,
    "nn.Flatten(),",
)
mistake(
    "the convolutions have no bias",
    "padding=2)",
    "padding=2, bias=False)",
    "nn.Conv2d(6, 16, kernel_size=5)",
    "nn.Conv2d(6, 16, kernel_size=5, bias=False)",
)
mistake(
    "the last layer has no bias",
    "nn.Linear(84, 10)",
    "nn.Linear(84, 10, bias=False)",
)
mistake(
    "the images are normalised by a layer that learns, and that nobody asked for",
    "nn.Sigmoid(),\nnn.AvgPool2d(kernel_size=2, stride=2),\nnn.Conv2d(6",
    "nn.BatchNorm2d(6),\nnn.Sigmoid(),\nnn.AvgPool2d(kernel_size=2, stride=2),"
    "\nnn.Conv2d(6",
)
mistake(
    "the layers stand in a plain list, so nothing is registered",
    "self.net = nn.Sequential(",
    "self.net = (lambda *layers: [*layers])(",
    "scores: torch.Tensor = self.net(X)",
    """
    scores = X
    for layer in self.net:
        scores = layer(scores)
    """,
    asks="What does a module see of a list that is one of its attributes?",
)
mistake(
    "the scores lose their dimension if there is one image",
    "return scores",
    "return scores.squeeze()",
    asks="How many dimensions has the result for a batch of one?",
)
mistake(
    "the scores are turned round: a column an image", "return scores", "return scores.T"
)

mistake = mistakes("LeNet", loses="value.scores_of_the_layout")
mistake(
    "ReLUs stand where sigmoids belong, as in newer networks",
    "nn.Sigmoid()",
    "nn.ReLU()",
    everywhere=True,
)
mistake(
    "a hyperbolic tangent stands where sigmoids belong, as in LeCun's paper",
    "nn.Sigmoid()",
    "nn.Tanh()",
    everywhere=True,
)
mistake(
    "pooling keeps the greatest element, and not the average",
    "nn.AvgPool2d",
    "nn.MaxPool2d",
    everywhere=True,
)
mistake("there are no sigmoids at all", "nn.Sigmoid(),", "", everywhere=True)
mistake(
    "no sigmoid stands after the convolutions",
    "nn.Sigmoid(),\nnn.AvgPool2d(kernel_size=2, stride=2),",
    "nn.AvgPool2d(kernel_size=2, stride=2),",
    everywhere=True,
)
mistake(
    "the sigmoid before the last layer is missing",
    "nn.Sigmoid(),\nnn.Linear(84, 10)",
    "nn.Linear(84, 10)",
)
mistake(
    "the sigmoid after the first linear layer is missing",
    "nn.Linear(400, 120),\nnn.Sigmoid(),",
    "nn.Linear(400, 120),",
)
mistake(
    "a sigmoid stands after the last layer as well",
    "nn.Linear(84, 10),",
    "nn.Linear(84, 10),\nnn.Sigmoid(),",
)
mistake(
    "a softmax stands after the last layer",
    "nn.Linear(84, 10),",
    "nn.Linear(84, 10),\nnn.Softmax(dim=1),",
    asks="Who turns scores into probabilities?",
)
mistake(
    "a logarithm of softmax stands after the last layer",
    "nn.Linear(84, 10),",
    "nn.Linear(84, 10),\nnn.LogSoftmax(dim=1),",
)
mistake(
    "a ReLU stands after the last layer",
    "nn.Linear(84, 10),",
    "nn.Linear(84, 10),\nnn.ReLU(),",
)
mistake(
    "pooling comes before the sigmoid, and not after it",
    "nn.Sigmoid(),\nnn.AvgPool2d(kernel_size=2, stride=2),",
    "nn.AvgPool2d(kernel_size=2, stride=2),\nnn.Sigmoid(),",
    everywhere=True,
)
mistake(
    "the images are divided by 255 first",
    "self.net(X)",
    "self.net(X / 255)",
    asks="Who asked for another scale?",
)
mistake(
    "the padding is not of zeros",
    "padding=2",
    'padding=2, padding_mode="replicate"',
)
mistake(
    "the features are flattened with the channels last",
    "self.net(X)",
    "self.net[7:](self.net[:6](X).movedim(1, 3).flatten(1))",
)

mistake = mistakes("LeNet", loses="gradient")
mistake(
    "the result is cut off from the graph, as with `detach()` or `no_grad()`",
    "return scores",
    "return scores.detach()",
)
mistake(
    "the convolutions are cut off from the graph: only linear layers learn",
    "self.net(X)",
    "self.net[6:](self.net[:6](X).detach())",
)
mistake(
    "the images are cut off from the graph",
    "self.net(X)",
    "self.net(X.detach())",
)
mistake(
    "the first convolution is frozen",
    "kernel_size=5, padding=2)",
    "kernel_size=5, padding=2).requires_grad_(False)",
)

mistake = mistakes("LeNet", loses="dtype")
mistake("the images are cast to float32", "self.net(X)", "self.net(X.float())")
mistake("the scores are cast to float32", "return scores", "return scores.float()")

mistake = mistakes("LeNet", loses="mode")
mistake(
    "in evaluation the scores become probabilities",
    "return scores",
    "return scores if self.training else scores.softmax(1)",
)
mistake(
    "in evaluation the class is returned, and not its scores",
    "return scores",
    "return scores if self.training else scores.argmax(1)",
)

mistake = mistakes("LeNet", loses="purity")
mistake(
    "the images themselves are changed",
    "self.net(X)",
    "self.net(X.mul_(1.5).div_(1.5).add_(1).sub_(1))",
)
mistake(
    "random numbers are added to the scores",
    "return scores",
    "return scores + 0.1 * torch.randn_like(scores)",
)
mistake(
    "making one seeds the global random state",
    "super().__init__()",
    "super().__init__()\ntorch.manual_seed(0)",
)

mistake = mistakes("LeNet", loses="strides")
mistake(
    "the images are viewed as rows of 28, whatever their strides",
    "self.net(X)",
    "self.net(X.view(-1).view(-1, 1, 28, 28))",
    asks="Which of `view` and `reshape` asks for memory in one piece?",
)

mistake = mistakes("LeNet", loses="device")
mistake(
    "a tensor of zeros is made on the CPU in each call",
    "return scores",
    "return scores + torch.zeros(10)",
)

for exercise in ("LeNet", "AlexNet"):
    equivalent(exercise, "`net` is called `nets`", because="names are free")

# --- AlexNet ------------------------------------------------------------------

FIRST = "nn.Conv2d(1, 96, kernel_size=11, stride=4, padding=1)"
SECOND = "nn.Conv2d(96, 256, kernel_size=5, padding=2)"
THIRD = "nn.Conv2d(256, 384, kernel_size=3, padding=1)"
FOURTH = "nn.Conv2d(384, 384, kernel_size=3, padding=1)"
FIFTH = "nn.Conv2d(384, 256, kernel_size=3, padding=1)"
LAST = "nn.Linear(4096, num_classes)"
DROPPED = "nn.ReLU(),\nnn.Dropout(p=0.5),"

mistake = mistakes("AlexNet", loses="contract")
mistake("`super().__init__()` is missing", "super().__init__()", "pass")
mistake("nothing is returned", "return scores", "pass")
mistake(
    "the number of classes has to be given", "num_classes: int = 10", "num_classes: int"
)
mistake(
    "the class takes no arguments",
    "self, num_classes: int = 10",
    "self",
    "num_classes)",
    "10)",
)
mistake("the scores are returned in a list", "return scores", "return [scores]")

mistake = mistakes("AlexNet", loses="shape")
mistake(
    "a learning rate comes first, as in the lesson, so the number of classes is lost",
    "num_classes: int = 10",
    "lr: float = 0.1, num_classes: int = 10",
    asks="What is the first argument?",
)
mistake("there are 10 classes, whatever is asked for", LAST, "nn.Linear(4096, 10)")
mistake("there are 1000 classes if nothing is said", "int = 10", "int = 1000")
mistake("the images have three channels", "nn.Conv2d(1, 96", "nn.Conv2d(3, 96")
mistake(
    "6 x 6 places are left at last, and not 5 x 5, which does not fit what follows",
    "stride=4, padding=1",
    "stride=4, padding=2",
)
mistake(
    "6 x 6 places are left at last, and not 5 x 5, and the linear layer takes them",
    "stride=4, padding=1",
    "stride=4, padding=2",
    "nn.Linear(6400",
    "nn.Linear(9216",
)
mistake("the first convolution moves by one place at a time", "stride=4, ", "")
mistake(
    "the first kernels are 7 x 7",
    "kernel_size=11",
    "kernel_size=7",
)
mistake(
    "the first convolution makes 64 channels, as torchvision has it",
    "96",
    "64",
    everywhere=True,
)
mistake(
    "the second convolution has no padding",
    "kernel_size=5, padding=2",
    "kernel_size=5",
)
mistake(
    "the second kernels are 3 x 3",
    "kernel_size=5, padding=2",
    "kernel_size=3, padding=1",
)
mistake(
    "the second convolution makes 192 channels",
    "96, 256",
    "96, 192",
    "256, 384",
    "192, 384",
)
mistake(
    "the fourth convolution makes 256 channels",
    "nn.Conv2d(384, 384",
    "nn.Conv2d(384, 256",
    "nn.Conv2d(384, 256",
    "nn.Conv2d(256, 256",
)
mistake(
    "one of the convolutions of the third stage is missing",
    f"{FOURTH},\nnn.ReLU(),",
    "",
)
mistake(
    "2 x 2 places are left at last, and not 5 x 5, as if poolings did not overlap",
    "nn.MaxPool2d(kernel_size=3, stride=2)",
    "nn.MaxPool2d(kernel_size=3)",
    everywhere=True,
)
mistake(
    "the last pooling is missing",
    "nn.MaxPool2d(kernel_size=3, stride=2),\nnn.Flatten(),",
    "nn.Flatten(),",
)
mistake("the flattening is missing", "nn.Flatten(),", "")
mistake("the whole batch is flattened", "nn.Flatten()", "nn.Flatten(0)")
mistake(
    "the first linear layer takes 9216 features, as the paper has it",
    "nn.Linear(6400",
    "nn.Linear(9216",
)
mistake("the hidden layers have 1024 units", "4096", "1024", everywhere=True)
mistake(
    "there is one hidden layer of 4096 units, and not two",
    f"nn.Linear(4096, 4096),\n{DROPPED}",
    "",
)
mistake(
    "the linear layers have no bias",
    "4096, 4096)",
    "4096, 4096, bias=False)",
    "6400, 4096)",
    "6400, 4096, bias=False)",
)
mistake(
    "batches are normalised, as in newer networks",
    f"{SECOND},",
    f"{SECOND},\nnn.BatchNorm2d(256),",
)
mistake(
    "the layers stand in a plain list, so nothing is registered",
    "self.net = nn.Sequential(",
    "self.net = (lambda *layers: [*layers])(",
    "scores: torch.Tensor = self.net(X)",
    """
    scores = X
    for layer in self.net:
        scores = layer(scores)
    """,
    asks="What does a module see of a list that is one of its attributes?",
)
mistake(
    "the scores lose their dimensions of size one",
    "return scores",
    "return scores[0]",
)

mistake = mistakes("AlexNet", loses="value")
mistake(
    "a ReLU is missing after the first convolution",
    f"{FIRST},\nnn.ReLU(),",
    f"{FIRST},",
)
mistake(
    "a ReLU is missing after the fourth convolution",
    f"{FOURTH},\nnn.ReLU(),",
    f"{FOURTH},",
)
mistake(
    "a ReLU is missing after the last convolution",
    f"{FIFTH},\nnn.ReLU(),",
    f"{FIFTH},",
)
mistake(
    "a ReLU is missing after the second linear layer",
    f"nn.Linear(4096, 4096),\n{DROPPED}",
    "nn.Linear(4096, 4096),\nnn.Dropout(p=0.5),",
)
mistake(
    "sigmoids stand where ReLUs belong, as in LeNet",
    "nn.ReLU()",
    "nn.Sigmoid()",
    everywhere=True,
)
mistake(
    "leaky ReLUs stand where ReLUs belong",
    "nn.ReLU()",
    "nn.LeakyReLU()",
    everywhere=True,
)
mistake(
    "pooling takes averages, as in LeNet",
    "nn.MaxPool2d",
    "nn.AvgPool2d",
    everywhere=True,
)
mistake(
    "the last pooling takes averages",
    "nn.MaxPool2d(kernel_size=3, stride=2),\nnn.Flatten(),",
    "nn.AvgPool2d(kernel_size=3, stride=2),\nnn.Flatten(),",
)
mistake("a ReLU stands after the last layer", f"{LAST},", f"{LAST},\nnn.ReLU(),")
mistake(
    "a softmax stands after the last layer",
    f"{LAST},",
    f"{LAST},\nnn.Softmax(dim=1),",
    asks="Who turns scores into probabilities?",
)
mistake(
    "a logarithm of softmax stands after the last layer",
    f"{LAST},",
    f"{LAST},\nnn.LogSoftmax(dim=1),",
)
mistake(
    "local responses are normalised, as in the paper",
    f"{FIRST},\nnn.ReLU(),",
    f"{FIRST},\nnn.ReLU(),\nnn.LocalResponseNorm(5),",
    asks="Which lines has the table?",
)
mistake(
    "the first convolution has no padding",
    "stride=4, padding=1",
    "stride=4",
)
mistake("the images are divided by 255 first", "self.net(X)", "self.net(X / 255)")
mistake(
    "the features are flattened with the channels last",
    "self.net(X)",
    "self.net[14:](self.net[:13](X).movedim(1, 3).flatten(1))",
)

mistake = mistakes("AlexNet", loses="mode")
mistake(
    "nothing is dropped",
    "nn.Dropout(p=0.5),",
    "",
    everywhere=True,
    asks="What keeps 47 million numbers from learning the data by heart?",
)
mistake(
    "after the first hidden layer, nothing is dropped",
    f"nn.Linear(6400, 4096),\n{DROPPED}",
    "nn.Linear(6400, 4096),\nnn.ReLU(),",
)
mistake(
    "after the second hidden layer, nothing is dropped",
    f"nn.Linear(4096, 4096),\n{DROPPED}",
    "nn.Linear(4096, 4096),\nnn.ReLU(),",
)
mistake("elements are dropped with probability 0.2", "p=0.5", "p=0.2", everywhere=True)
mistake("elements are dropped with probability 0.9", "p=0.5", "p=0.9", everywhere=True)
mistake(
    "the scores are dropped as well",
    f"{LAST},",
    f"{LAST},\nnn.Dropout(p=0.5),",
)
mistake(
    "elements are dropped before a linear layer, not after it, as in torchvision",
    "nn.Linear(6400, 4096),",
    "nn.Dropout(p=0.5),\nnn.Linear(6400, 4096),",
    f"nn.Linear(4096, 4096),\n{DROPPED}",
    "nn.Linear(4096, 4096),\nnn.ReLU(),",
)
mistake(
    "channels of the images are dropped, too",
    "nn.Flatten(),",
    "nn.Dropout2d(p=0.5),\nnn.Flatten(),",
)
mistake(
    "elements of the scores are dropped in evaluation, too: the mode is not asked for",
    "return scores",
    "return nn.functional.dropout(scores, 0.5)",
    asks="What does `F.dropout` do unless it is told the mode?",
)
mistake(
    "elements are dropped in evaluation, and not in training",
    "self.net(X)",
    "self.net.train(not self.training)(X)",
)
mistake(
    "dropout is switched off for good once the net is made",
    "self.net(X)",
    "self.net.eval()(X)",
)
mistake(
    "what is left is not doubled, as with a mask alone",
    "self.net(X)",
    """
    X
    for layer in self.net:
        if isinstance(layer, nn.Dropout) and self.training:
            scores = scores * (torch.rand_like(scores) > 0.5)
        elif not isinstance(layer, nn.Dropout):
            scores = layer(scores)
    """,
)

mistake = mistakes("AlexNet", loses="gradient")
mistake(
    "the result is cut off from the graph, as with `detach()` or `no_grad()`",
    "return scores",
    "return scores.detach()",
)
mistake(
    "the features are cut off from the graph: only linear layers learn",
    "self.net(X)",
    "self.net[13:](self.net[:13](X).detach())",
)
mistake("the images are cut off from the graph", "self.net(X)", "self.net(X.detach())")
mistake("the first convolution is frozen", f"{FIRST}", f"{FIRST}.requires_grad_(False)")

mistake = mistakes("AlexNet", loses="dtype")
mistake("the images are cast to float32", "self.net(X)", "self.net(X.float())")
mistake("the scores are cast to float32", "return scores", "return scores.float()")

mistake = mistakes("AlexNet", loses="device")
mistake(
    "a tensor of zeros is made on the CPU in each call",
    "return scores",
    "return scores + torch.zeros(1)",
)
mistake("the result is brought to the CPU", "return scores", "return scores.cpu()")

mistake = mistakes("AlexNet", loses="purity")
mistake(
    "the images themselves are changed", "self.net(X)", "self.net(X.mul_(2).div_(2))"
)
mistake(
    "gradients are switched off for all of torch",
    "return scores",
    "torch.set_grad_enabled(False)\nreturn scores",
)

# --- capture_features ---------------------------------------------------------

LAYER = "layer = dict(net.named_modules())[layer_name]"
HOOK = "lambda module, inputs, output: seen.append(output.detach().clone())"
RUN = """
    try:
        net(X)
    finally:
        handle.remove()
"""

mistake = mistakes("capture_features", loses="contract.returns_a_tensor")
mistake("nothing is returned", "return seen[0]", "pass")
mistake("the feature is returned in a list", "return seen[0]", "return seen")
mistake("a list of numbers is returned", "return seen[0]", "return seen[0].tolist()")

mistake = mistakes("capture_features", loses="value")
mistake(
    "the output of the net is returned, and not that of the layer",
    "net(X)\n",
    "seen = [net(X).detach().clone()]\n",
    asks="Where does the hook put what it sees?",
)
mistake(
    "the input of the layer is kept, and not its output",
    "seen.append(output.detach().clone())",
    "seen.append(inputs[0].detach().clone())",
)
mistake(
    "the layer's output is not copied: a later layer writes into it",
    "output.detach().clone()",
    "output.detach()",
    asks="What does a ReLU in place do to the output of the layer before?",
)
mistake(
    "the output is copied only when the net has run, and a later layer has written",
    "seen.append(output.detach().clone())",
    "seen.append(output)",
    "return seen[0]",
    "return seen[0].detach().clone()",
)
mistake(
    "the layer is called on X itself",
    "net(X)\n",
    "layer(X)\n",
    asks="What reaches the layer, if others come before it?",
)
mistake(
    "the layer runs a second time, on its own output",
    "return seen[0]",
    "return layer(seen[0]).detach()",
)
mistake(
    "a sigmoid is applied to the feature",
    "output.detach().clone()",
    "output.detach().sigmoid()",
)
mistake(
    "the mean over the batch is returned",
    "return seen[0]",
    "return seen[0].mean(0, keepdim=True).expand_as(seen[0])",
)
mistake(
    "the hook is on the first layer, whatever the name",
    LAYER,
    f"{LAYER}\nlayer = next(m for m in net.modules() if not list(m.children()))",
)

mistake = mistakes("capture_features", loses="purity.leaves_no_hook")
mistake(
    "the hook is never removed",
    RUN,
    "net(X)",
    asks="Which hooks has the layer when the function has ended?",
)
mistake(
    "all hooks of the layer are removed, those of others as well",
    "handle.remove()",
    "layer._forward_hooks.clear()",
)
mistake(
    "the parameters are frozen",
    "handle = layer",
    "net.requires_grad_(False)\nhandle = layer",
)
mistake(
    "the random state is seeded",
    "handle = layer",
    "torch.manual_seed(0)\nhandle = layer",
)

mistake = mistakes("capture_features", loses="no_hook_after_an_error")
mistake(
    "the hook stays if the net raises an exception",
    RUN,
    "net(X)\nhandle.remove()",
    asks="Which lines run when the net raises an exception?",
)
mistake(
    "the hook is removed by the hook itself, which does not run if the layer raises",
    RUN,
    "net(X)",
    "seen.append(output.detach().clone())",
    "(seen.append(output.detach().clone()), handle.remove())[0]",
)

mistake = mistakes("capture_features", loses="errors_come_out")
mistake(
    "errors of the net are swallowed",
    RUN,
    """
    try:
        net(X)
    except Exception:
        seen.append(X)
    handle.remove()
    """,
    asks="Where does the exception go that the net raises?",
)

mistake = mistakes("capture_features", loses="unknown_names_raise")
mistake(
    "an unknown name raises AttributeError, as `get_submodule` does",
    LAYER,
    "layer = net.get_submodule(layer_name)",
)
mistake(
    "of an unknown name, X comes back",
    LAYER,
    f"""
    if layer_name not in dict(net.named_modules()):
        return X.detach().clone()
    {LAYER}
    """,
)
mistake(
    "an unknown name raises ValueError",
    LAYER,
    f"""
    if layer_name not in dict(net.named_modules()):
        raise ValueError(layer_name)
    {LAYER}
    """,
)
mistake(
    "an unknown name stands for the net itself",
    "[layer_name]",
    ".get(layer_name, net)",
)
mistake(
    "an unknown name gives None, which has no hooks",
    "[layer_name]",
    ".get(layer_name)",
)
mistake(
    "any layer will do whose name ends so",
    LAYER,
    "layer = {**dict(net.named_modules())}[next(iter([n for n, _ in "
    "net.named_modules() if f'.{n}'.endswith(f'.{layer_name}')]), layer_name)]",
)

mistake = mistakes("capture_features", loses="gradient")
mistake(
    "the feature is still part of the graph",
    "output.detach().clone()",
    "output.clone()",
    asks="Which of `clone` and `detach` leaves the graph?",
)

mistake = mistakes("capture_features", loses="mode")
mistake(
    "the net is put in evaluation first, and stays there",
    "handle = layer",
    "net.eval()\nhandle = layer",
)
mistake(
    "the net is in evaluation mode while it computes",
    RUN,
    """
    was = [part.training for part in net.modules()]
    net.eval()
    try:
        net(X)
    finally:
        handle.remove()
        for part, mode in zip(net.modules(), was, strict=True):
            part.training = mode
    """,
)
mistake(
    "all of the net is in training mode afterwards",
    "return seen[0]",
    "net.train()\nreturn seen[0]",
)

mistake = mistakes("capture_features", loses="dtype")
mistake(
    "the feature is cast to float32",
    "output.detach().clone()",
    "output.detach().float().clone()",
)

mistake = mistakes("capture_features", loses="device")
mistake(
    "the feature is brought to the CPU",
    "output.detach().clone()",
    "output.detach().cpu().clone()",
)

for sentence in (
    "`.detach()` takes `net(X)` out of the autograd graph",
    "`.detach()` takes `X` out of the autograd graph",
    "`capture_features` runs under `torch.no_grad()`",
    "`handle = layer.register_forward_hook( lambda module, inp ...` runs under "
    "`torch.no_grad()`",
):
    equivalent("capture_features", sentence, because="the result is detached anyway")
for sentence in (
    "`-1` stands where `0` belongs",
    "what is new comes first in `seen`",
):
    equivalent("capture_features", sentence, because="the layer runs once")

# --- Clamp, clamp -------------------------------------------------------------

SAVED = "ctx.save_for_backward((x >= low) & (x <= high))"
BOUNDS = f"{SAVED}\nctx.low, ctx.high = low, high"

mistake = mistakes("Clamp", loses="contract")
mistake("`forward` returns nothing", "return x.clamp(low, high)", "x.clamp(low, high)")
mistake(
    "it inherits nothing, so there is no `apply`",
    "class Clamp(torch.autograd.Function):",
    "class Clamp:",
    asks="Which class has the method `apply`?",
)
mistake(
    "it is a Module, and no function of autograd",
    "class Clamp(torch.autograd.Function):",
    "class Clamp(nn.Module):",
)
mistake(
    "result and mask are returned together",
    "return x.clamp(low, high)",
    "return x.clamp(low, high), (x >= low) & (x <= high)",
)

mistake = mistakes("Clamp", loses="value")
mistake("the bounds are exchanged", "x.clamp(low, high)", "x.clamp(high, low)")
mistake("nothing is kept below high", "x.clamp(low, high)", "x.clamp(min=low)")
mistake("nothing is kept above low", "x.clamp(low, high)", "x.clamp(max=high)")
mistake("x comes back as it is", "x.clamp(low, high)", "x.clone()")
mistake(
    "what is outside becomes 0",
    "x.clamp(low, high)",
    "x * ((x >= low) & (x <= high))",
)
mistake(
    "the bounds count from zero on both sides: `high` alone is looked at",
    "x.clamp(low, high)",
    "x.clamp(-abs(high), abs(high))",
)
mistake(
    "x is squeezed smoothly between the bounds, as by a sigmoid",
    "x.clamp(low, high)",
    "x.clamp(low, high) if high - low == float('inf') "
    "else low + (high - low) * torch.sigmoid(x)",
)
mistake(
    "the bounds are made whole numbers",
    "x.clamp(low, high)",
    "x.clamp(*(b // 1 if abs(b) < 99 else b for b in (low, high)))",
)
mistake(
    "elements are kept between 0 and 1, whatever the bounds",
    "x.clamp(low, high)",
    "x.clamp(0, 1)",
)

mistake = mistakes("Clamp", loses="zero_where_clipped")
mistake(
    "the gradient passes everywhere, also where elements were clipped",
    "grad * inside",
    "grad",
    asks="If x moves a little, does an element of the result that was clipped?",
)
mistake(
    "the gradient is 1 where nothing is clipped: what comes is not passed on",
    "grad * inside",
    "inside.to(grad.dtype)",
    asks="What is the argument of `backward` for?",
)
mistake(
    "the gradient passes where elements were clipped, and nowhere else",
    "grad * inside",
    "grad * ~inside",
)
mistake("the gradient is turned round", "grad * inside", "-grad * inside")
mistake("the gradient is 0 everywhere", "grad * inside", "torch.zeros_like(grad)")
mistake(
    "the gradient is clamped, and not x",
    "grad * inside",
    "grad.clamp(-0.5, 0.5)",
)
mistake(
    "what is above high is not looked at in `backward`",
    SAVED,
    "ctx.save_for_backward(x >= low)",
)
mistake(
    "what is below low is not looked at in `backward`",
    SAVED,
    "ctx.save_for_backward(x <= high)",
)
mistake(
    "there is one gradient, and no None for the bounds",
    "return grad * inside, None, None",
    "return grad * inside",
    asks="How many arguments has `forward`, beside `ctx`?",
)
mistake(
    "the gradient of x does not come first",
    "return grad * inside, None, None",
    "return None, grad * inside, None",
)
mistake("`backward` returns nothing", "return grad * inside, None, None", "pass")
mistake(
    "the bounds are given gradients, though they are numbers",
    "grad * inside, None, None",
    "grad * inside, (grad * ~inside).sum(), (grad * ~inside).sum()",
)
mistake(
    "no gradient is given back for x",
    "return grad * inside, None, None",
    "return None, None, None",
)
mistake(
    "the result is saved and looked at in `backward`, where nothing is outside",
    SAVED,
    "ctx.save_for_backward((x.clamp(low, high) >= low) & (x.clamp(low, high) <= high))",
    asks="Of which tensor must `backward` know what was outside?",
)
mistake(
    "the gradient comes in another shape",
    "grad * inside",
    "(grad * inside).sum()",
)
mistake(
    "nothing is saved for `backward`",
    f"{SAVED}",
    "pass",
    asks="What does `ctx.saved_tensors` hold?",
)
mistake(
    "the result is marked as one without gradients",
    SAVED,
    f"{SAVED}\nresult = x.clamp(low, high)\nctx.mark_non_differentiable(result)",
    "return x.clamp(low, high)",
    "return result",
)

mistake = mistakes("Clamp", loses="one_at_the_bounds")
mistake(
    "at the bounds themselves the gradient is 0",
    "(x >= low) & (x <= high)",
    "(x > low) & (x < high)",
    asks="Is an element clipped that lies on a bound?",
)
mistake("at the lower bound the gradient is 0", "x >= low", "x > low")
mistake("at the upper bound the gradient is 0", "x <= high", "x < high")
mistake(
    "at the bounds half of the gradient passes",
    "(x >= low) & (x <= high)",
    "((x >= low).to(x.dtype) + (x > low)) * ((x <= high).to(x.dtype) + (x < high)) / 4",
)
mistake(
    "elements near a bound count as lying outside",
    "(x >= low) & (x <= high)",
    "(x >= low + 1e-6) & (x <= high - 1e-6)",
)

mistake = mistakes("Clamp", loses="strides")
mistake(
    "x is viewed as one row, whatever its strides",
    "x.clamp(low, high)",
    "x.view(-1).clamp(low, high).view(x.shape)",
)

mistake = mistakes("Clamp", loses="purity.leaves_no_trace")
mistake(
    "x itself is clamped",
    "x.clamp(low, high)",
    "x.clamp_(low, high).clone()",
    asks="What does the underscore in `clamp_` stand for?",
)

mistake = mistakes("Clamp", loses="incoming_gradient_unchanged")
mistake(
    "the gradient that comes is itself set to zero where elements were clipped",
    "grad * inside",
    "grad.mul_(inside).clone()",
    asks="Who else may hold the gradient that `backward` is handed?",
)

mistake = mistakes("Clamp", loses="dtype.computes_in_its_dtype")
mistake("x is cast to float32", "x.clamp(low, high)", "x.float().clamp(low, high)")
mistake(
    "x is cast to float32, and the result cast back",
    "x.clamp(low, high)",
    "x.float().clamp(low, high).to(x.dtype)",
)

mistake = mistakes("Clamp", loses="gradient_in_its_dtype")
mistake(
    "the gradient is cast to float32",
    "grad * inside",
    "grad.float() * inside",
)

mistake = mistakes("Clamp", loses="device")
mistake(
    "the bounds are tensors on the CPU",
    "x.clamp(low, high)",
    "torch.minimum(torch.maximum(x, torch.tensor([low], dtype=x.dtype)), "
    "torch.tensor([high], dtype=x.dtype)).view(x.shape)",
)

mistake = mistakes("Clamp", loses="gradient_on_its_device")
mistake("the gradient is brought to the CPU", "grad * inside", "(grad * inside).cpu()")
mistake(
    "the gradient is multiplied by ones that are made on the CPU",
    "grad * inside",
    "grad * inside * torch.ones(grad.shape, dtype=grad.dtype)",
)

for sentence in (
    "`.detach()` takes `x.clamp(low, high)` out of the autograd graph",
    "`x.data` is no part of the autograd graph",
    "`forward` runs under `torch.no_grad()`",
    "`return x.clamp(low, high)` runs under `torch.no_grad()`",
):
    equivalent("Clamp", sentence, because="autograd records nothing in `forward`")
for sentence in (
    "`.detach()` takes `grad` out of the autograd graph",
    "`backward` runs under `torch.no_grad()`",
    "`return grad * inside, None, None` runs under `torch.no_grad()`",
):
    equivalent("Clamp", sentence, because="second derivatives are not asked for")
equivalent(
    "Clamp",
    "`grad` becomes float64, whatever it is",
    because="autograd brings a gradient into the dtype of x",
)

mistake = mistakes("clamp", loses="contract")
mistake("nothing is returned", "return clamped", "pass")
mistake(
    "`Clamp` itself is returned, made with three arguments",
    "clamped: torch.Tensor = Clamp.apply(x, low, high)\n",
    "clamped = Clamp.apply\n",
)
mistake(
    "the bounds have to be given by name",
    "x: torch.Tensor, low",
    "x: torch.Tensor, *, low",
)

mistake = mistakes("clamp", loses="value")
mistake("the bounds are exchanged", "apply(x, low, high)", "apply(x, high, low)")
mistake(
    "the function clamps between -1 and 1, whatever the bounds",
    "apply(x, low, high)",
    "apply(x, -1.0, 1.0)",
)
mistake(
    "the lower bound is the upper one with another sign",
    "apply(x, low, high)",
    "apply(x, -abs(high), abs(high))",
)

mistake = mistakes("clamp", loses="gradient")
mistake(
    "x is cut off from the graph", "apply(x, low, high)", "apply(x.detach(), low, high)"
)
mistake(
    "the result is cut off from the graph", "return clamped", "return clamped.detach()"
)

mistake = mistakes("clamp", loses="rule")
mistake(
    "torch's own clamp does it, and your `Clamp` has no part in it",
    "Clamp.apply(x, low, high)",
    "torch.clamp(x, low, high)",
    asks="Whose backward pass is it?",
)
mistake(
    "`Clamp.forward` is called by itself, so that autograd never learns of `backward`",
    "Clamp.apply(x, low, high)",
    "Clamp.forward(type('Context', (), {'save_for_backward': print})(), x, low, high)",
    asks="Who calls `backward`, and how does it know of it?",
)
mistake(
    "it is minimum and maximum of torch, not your `Clamp`",
    "Clamp.apply(x, low, high)",
    "x.clamp(min=low).clamp(max=high)",
)

mistake = mistakes("clamp", loses="purity")
mistake(
    "x itself is changed",
    "return clamped",
    "x.detach().copy_(clamped.detach())\nreturn clamped",
)

# --- describe -----------------------------------------------------------------

COUNT = "sum(p.numel() for p in parameters)"
LEARN = "sum(p.numel() for p in parameters if p.requires_grad)"
BUFFERS = "[name for name, _ in net.named_buffers()]"
CHILDREN = "[name for name, _ in net.named_children()]"
ALL = "parameters = list(net.parameters())"

mistake = mistakes("describe", loses="returns_a_dict")
mistake("nothing is returned", "return {", "told = {")
mistake(
    "a function is returned that would make the dict", "return {", "return lambda: {"
)

mistake = mistakes("describe", loses="seven_entries")
mistake("an entry is called `params`, and not `parameters`", '"parameters"', '"params"')
mistake("the dtype is left out", '"dtype": parameters[0].dtype,', "")
mistake("the device is left out", '"device": parameters[0].device,', "")
mistake("whether the net is in training is told as `mode`", '"training"', '"mode"')

mistake = mistakes("describe", loses="numbers_in_parameters")
mistake(
    "tensors are counted, and not the numbers in them",
    COUNT,
    "len(parameters)",
    asks="How many numbers does `nn.Linear(3, 2)` hold?",
)
mistake(
    "what is shared is counted once for each of its names",
    COUNT,
    "sum(p.numel() for _, p in net.named_parameters(remove_duplicate=False))",
    asks="How many numbers do two layers hold that share a weight?",
)
mistake(
    "what is shared is counted once for each module that holds it",
    COUNT,
    "sum(p.numel() for m in net.modules() for p in m.parameters(recurse=False))",
)
mistake(
    "the parameters of inner nets are left out",
    COUNT,
    "sum(p.numel() for p in net.parameters(recurse=False))",
)
mistake(
    "only parameters of the net and of its direct children are counted",
    COUNT,
    "sum(p.numel() for m in {net, *net.children()} "
    "for p in m.parameters(recurse=False))",
)
mistake(
    "frozen parameters are left out of `parameters`",
    COUNT,
    LEARN,
    asks="Is a frozen parameter a parameter?",
)
mistake(
    "buffers are counted, too",
    COUNT,
    f"{COUNT} + sum(b.numel() for b in net.buffers())",
)
mistake(
    "the length of each parameter is counted", COUNT, "sum(len(p) for p in parameters)"
)
mistake(
    "bytes are counted, and not numbers",
    COUNT,
    "sum(p.numel() * p.element_size() for p in parameters)",
)
mistake(
    "entries of the `state_dict` are counted",
    COUNT,
    "sum(p.numel() for p in net.state_dict().values())",
)
mistake("the number is told as a text", COUNT, f"str({COUNT})")
mistake("what learns is left out", COUNT, f"{COUNT} - {LEARN}")

mistake = mistakes("describe", loses="numbers_that_learn")
mistake("all numbers count as learning, frozen ones as well", LEARN, COUNT)
mistake(
    "the frozen numbers are counted, and not those that learn",
    "if p.requires_grad",
    "if not p.requires_grad",
)
mistake(
    "tensors that learn are counted, and not the numbers in them",
    LEARN,
    "len([p for p in parameters if p.requires_grad])",
)
mistake(
    "`trainable` says whether anything learns, not how much",
    LEARN,
    "any(p.requires_grad for p in parameters)",
)
mistake(
    "`trainable` says whether everything learns, not how much",
    LEARN,
    "all(p.requires_grad for p in parameters)",
)
mistake(
    "what is shared counts twice among what learns",
    LEARN,
    "sum(p.numel() for _, p in net.named_parameters(remove_duplicate=False) "
    "if p.requires_grad)",
)
mistake(
    "nothing counts as learning in evaluation mode",
    LEARN,
    f"{LEARN} if net.training else 0",
    asks="Is evaluation mode the same as being frozen?",
)
mistake(
    "what has no gradient yet does not count as learning",
    "if p.requires_grad",
    "if p.requires_grad and p.grad is not None",
)

mistake = mistakes("describe", loses="names_of_buffers")
mistake(
    "the `state_dict` is asked, which leaves some buffers out",
    BUFFERS,
    "[n for n in net.state_dict() if n not in dict(net.named_parameters())]",
    asks="Does a `state_dict` hold all buffers?",
)
mistake(
    "only buffers of the net itself are listed",
    "net.named_buffers()",
    "net.named_buffers(recurse=False)",
)
mistake(
    "the last parts of names alone are listed",
    BUFFERS,
    '[name.rpartition(".")[2] for name, _ in net.named_buffers()]',
)
mistake("the buffers themselves are listed", BUFFERS, "list(net.buffers())")
mistake("buffers are counted, and not named", BUFFERS, "len(list(net.buffers()))")
mistake(
    "the buffers of a repeated child are listed twice",
    "net.named_buffers()",
    "net.named_buffers(remove_duplicate=False)",
)
mistake(
    "a buffer that is None is listed as well",
    BUFFERS,
    '[f"{path}.{name}".lstrip(".") for path, module in net.named_modules() '
    "for name in module._buffers]",
)
mistake(
    "parameters are listed as well",
    BUFFERS,
    "list({**dict(net.named_parameters()), **dict(net.named_buffers())})",
)
mistake(
    "buffers of integers are left out",
    "for name, _ in net.named_buffers()",
    "for name, b in net.named_buffers() if b.is_floating_point()",
)
mistake("names and buffers are listed in pairs", BUFFERS, "list(net.named_buffers())")
mistake("the names are one text", BUFFERS, f'", ".join({BUFFERS})')

mistake = mistakes("describe", loses="names_of_children")
mistake(
    "all modules inside are listed, and not the direct children alone",
    "net.named_children()",
    "net.named_modules()",
    asks="How deep do direct children lie?",
)
mistake(
    "a child is listed under each of its names, and one that is None as well",
    CHILDREN,
    "list(net._modules)",
)
mistake(
    "a child that stands under two names is listed twice",
    CHILDREN,
    "[name for name, child in net._modules.items() if child is not None]",
)
mistake(
    "the classes of the children are listed, and not their names",
    CHILDREN,
    "[type(child).__name__ for child in net.children()]",
)
mistake("the children themselves are listed", CHILDREN, "list(net.children())")
mistake("children are counted, and not named", CHILDREN, "len(list(net.children()))")
mistake(
    "children without parameters are left out",
    "for name, _ in net.named_children()",
    "for name, c in net.named_children() if list(c.parameters())",
)
mistake(
    "children are numbered, whatever they are called",
    CHILDREN,
    "[str(i) for i, _ in enumerate(net.children())]",
)
mistake(
    "the names of attributes are listed that are modules, of which there are none",
    CHILDREN,
    "[name for name, x in vars(net).items() if isinstance(x, nn.Module)]",
    asks="Where does a Module keep its children?",
)

mistake = mistakes("describe", loses="mode")
mistake(
    "whether all modules inside are in training is told",
    "net.training",
    "all(m.training for m in net.modules())",
)
mistake(
    "whether any module inside is in training is told",
    "net.training",
    "any(m.training for m in net.modules())",
)
mistake("the mode is turned round", "net.training", "not net.training")
mistake(
    "the mode is a word, and no bool",
    "net.training",
    '"train" if net.training else "eval"',
)
mistake(
    "the mode of the last child is told",
    "net.training",
    "[net, *net.children()][-1].training",
)
mistake(
    "whether anything learns is told, and not the mode", "net.training", f"{LEARN} > 0"
)
mistake("the mode is said to be training, whatever it is", "net.training", "True")

mistake = mistakes("describe", loses="dtype")
mistake("the dtype is a text", "parameters[0].dtype", "str(parameters[0].dtype)")
mistake(
    "the default dtype is told, whatever the net's is",
    "parameters[0].dtype",
    "torch.get_default_dtype()",
)
mistake(
    "the dtype of a buffer is told, where there is one",
    "parameters[0].dtype",
    "[*net.buffers(), *parameters][0].dtype",
)
mistake(
    "the class of a parameter is told, and not its dtype",
    "parameters[0].dtype",
    "type(parameters[0]).__name__",
)
mistake(
    "the dtypes are told in a list",
    "parameters[0].dtype",
    "[p.dtype for p in parameters]",
)

mistake = mistakes("describe", loses="device")
mistake("the device is a text", "parameters[0].device", "str(parameters[0].device)")
mistake(
    "the CPU is told, wherever the net is",
    "parameters[0].device",
    'torch.device("cpu")',
)
mistake(
    "the number of the GPU is told, not the device",
    "parameters[0].device",
    "parameters[0].get_device()",
)
mistake(
    "a GPU is told if there is one, wherever the net is",
    "parameters[0].device",
    'torch.device("cuda:0" if torch.cuda.is_available() else parameters[0].device)',
)
mistake(
    "the kind of device is told without its number",
    "parameters[0].device",
    "torch.device(parameters[0].device.type)",
)

mistake = mistakes("describe", loses="purity")
mistake(
    "the net is put in evaluation",
    ALL,
    f"{ALL}\nmode = net.training\nnet.eval()",
    "net.training,",
    "mode,",
)
mistake(
    "gradients are taken away",
    ALL,
    f"{ALL}\nnet.zero_grad()",
)

equivalent(
    "describe",
    "`-1` stands where `0` belongs",
    because="all parameters have one dtype and are on one device",
)
for what in ("parameters", "net.named_buffers()", "net.named_children()"):
    equivalent(
        "describe",
        f"the loop over `{what}` runs backwards",
        because="the order of names, and of terms of a sum, is free",
    )

# --- cast_and_freeze ----------------------------------------------------------

CAST = "net.to(dtype)"
NAMED = "for name, parameter in net.named_parameters(remove_duplicate=False):"
STARTS = "if name.startswith(prefix):"
FREEZE = "parameter.requires_grad_(False)"

mistake = mistakes("cast_and_freeze", loses="contract")
mistake("nothing is returned", "return net", "pass")
mistake("the last parameter is returned", "return net", "return parameter")

mistake = mistakes("cast_and_freeze", loses="dtype")
mistake("nothing is cast", CAST, "pass")
mistake(
    "parameters alone are cast, and no buffers",
    CAST,
    "for tensor in net.parameters():\n    tensor.data = tensor.data.to(dtype)",
)
mistake(
    "buffers of integers are cast as well",
    CAST,
    "net.to(dtype)\nfor b in net.buffers():\n    b.data = b.data.to(dtype)",
    asks="What becomes of a counter that is cast?",
)
mistake(
    "buffers that a `state_dict` leaves out are not cast",
    CAST,
    """
    for tensor in net.state_dict(keep_vars=True).values():
        if tensor.is_floating_point():
            tensor.data = tensor.data.to(dtype)
    """,
)
mistake(
    "everything is cast to half precision, whatever is asked for", CAST, "net.half()"
)
mistake("everything is cast to float64, whatever is asked for", CAST, "net.double()")
mistake(
    "only what is frozen is cast",
    CAST,
    "pass",
    FREEZE,
    f"parameter.data = parameter.data.to(dtype)\n{FREEZE}",
)
mistake(
    "only what is direct in the net's children is cast",
    CAST,
    """
    for child in net.children():
        for tensor in [*child.parameters(recurse=False), *child.buffers(recurse=False)]:
            if tensor.is_floating_point():
                tensor.data = tensor.data.to(dtype)
    """,
)
mistake(
    "what was frozen before is not cast",
    CAST,
    """
    for tensor in [*net.parameters(), *net.buffers()]:
        learns = tensor.requires_grad or not isinstance(tensor, nn.Parameter)
        if tensor.is_floating_point() and learns:
            tensor.data = tensor.data.to(dtype)
    """,
)
mistake(
    "buffers of booleans are cast, too",
    CAST,
    "net.to(dtype)\nfor tensor in net.buffers():\n"
    "    if tensor.dtype == torch.bool:\n        tensor.data = tensor.data.to(dtype)",
)

mistake = mistakes("cast_and_freeze", loses="value")
mistake(
    "the net goes through half precision on its way",
    CAST,
    "net.half().to(dtype)",
    asks="Which digits has a number left that was in float16?",
)
mistake(
    "numbers are rounded to whole ones",
    CAST,
    "net.to(dtype)\nfor p in net.parameters():\n    p.data.round_()",
)
mistake(
    "the parameters are drawn anew",
    CAST,
    "net.to(dtype)\nfor p in net.parameters():\n    nn.init.normal_(p)",
)
mistake(
    "the statistics are set back",
    CAST,
    "net.to(dtype)\nfor b in net.buffers():\n    b.zero_()",
)

mistake = mistakes("cast_and_freeze", loses="gradient")
mistake("nothing is frozen", FREEZE, "pass")
mistake(
    "everything is frozen",
    STARTS,
    "if True:",
)
mistake(
    "all but what the prefix names is frozen",
    "if name.startswith(prefix)",
    "if not name.startswith(prefix)",
)
mistake(
    "the prefix may stand anywhere in the name",
    "name.startswith(prefix)",
    "prefix in name",
    asks="Where in the name does a prefix stand?",
)
mistake("names end so, and do not start so", "name.startswith", "name.endswith")
mistake(
    "the prefix has to be a whole name of a module",
    "name.startswith(prefix)",
    'f"{name}.".startswith(f"{prefix}.")',
    asks="Does the name `hidden2.weight` start with `hidden`?",
)
mistake(
    "the first part of the name has to be the prefix",
    "name.startswith(prefix)",
    'name.split(".")[0] == prefix',
)
mistake(
    "of what is shared, only the first name counts",
    "net.named_parameters(remove_duplicate=False)",
    "net.named_parameters()",
    asks="Which names has a parameter that two layers share?",
)
mistake(
    "what was frozen before learns again",
    f"{STARTS}\n    {FREEZE}",
    "parameter.requires_grad_(not name.startswith(prefix))",
)
mistake(
    "biases are not frozen",
    "name.startswith(prefix)",
    'name.startswith(prefix) and not name.endswith("bias")',
)
mistake(
    "the name has to be the prefix itself", "name.startswith(prefix)", "name == prefix"
)
mistake(
    "an empty prefix freezes nothing",
    "name.startswith(prefix)",
    "prefix and name.startswith(prefix)",
)
mistake(
    "an attribute with another name is set: `require_grad`",
    FREEZE,
    "parameter.require_grad = False",
)
mistake(
    "what the prefix names is switched the other way",
    FREEZE,
    "parameter.requires_grad_(not parameter.requires_grad)",
)
mistake(
    "the first parameter that the prefix names is frozen, and no other",
    FREEZE,
    f"{FREEZE}\nbreak",
)
mistake(
    "only parameters of the net's own are frozen, and not those of inner nets",
    "net.named_parameters(remove_duplicate=False)",
    "net.named_parameters(recurse=False)",
)

mistake = mistakes("cast_and_freeze", loses="naming")
mistake(
    "cast buffers become Parameters",
    CAST,
    """
    for module in net.to(dtype).modules():
        for name, buffer in [*module._buffers.items()]:
            if buffer is not None and buffer.is_floating_point():
                del module._buffers[name]
                setattr(module, name, nn.Parameter(buffer, requires_grad=False))
    """,
)

mistake = mistakes("cast_and_freeze", loses="purity")
mistake(
    "what was shared falls apart, as each name gets a Parameter of its own",
    CAST,
    """
    for module in list(net.to(dtype).modules()):
        for name, old in module._parameters.items():
            if old is not None:
                new = nn.Parameter(old.detach().clone(), old.requires_grad)
                module._parameters[name] = new
    """,
)

mistake = mistakes("cast_and_freeze", loses="mode")
mistake("the net is put in evaluation", "return net", "return net.eval()")
mistake("the net is put in training", "return net", "return net.train()")

mistake = mistakes("cast_and_freeze", loses="device")
mistake("the net is moved to the CPU", CAST, 'net.to("cpu", dtype)')

equivalent(
    "cast_and_freeze",
    "`net` loses the gradients that it holds",
    because="what becomes of gradients is free",
)
equivalent(
    "cast_and_freeze",
    "the loop over `net.named_parameters(remove_duplicate=False)` runs backwards",
    because="each parameter is frozen by itself",
)

"""Mistakes of `networks`: known wrong versions of the reference."""

from grader import equivalent, mistakes

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

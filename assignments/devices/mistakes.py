"""Mistakes of `devices`: known wrong versions of the reference."""

from grader import equivalent, mistakes

# --- try_gpu ------------------------------------------------------------------

mistake = mistakes("try_gpu", loses="contract")
mistake(
    "`torch.cuda.device` is a context manager, not a device",
    'torch.device("cuda", i)',
    "torch.cuda.device(i)",
    'torch.device("cpu")',
    "torch.cuda.device(-1)",
)
mistake(
    "the CPU is returned as a string, not as a `torch.device`",
    'return torch.device("cpu")',
    'return "cpu"',
)
mistake(
    "the device is chosen, but never returned",
    'return torch.device("cuda", i)',
    'device = torch.device("cuda", i)',
    'return torch.device("cpu")',
    'device = torch.device("cpu")',
)
mistake("`i` has no default", "i: int = 0", "i: int")
mistake(
    "nothing is returned where there is no such GPU",
    'return torch.device("cpu")',
    "return None",
    asks="What does a function return that reaches its end?",
)
mistake(
    "the device is returned in a list",
    'torch.device("cuda", i)',
    '[torch.device("cuda", i)]',
    'torch.device("cpu")',
    '[torch.device("cpu")]',
)
mistake(
    "the name of the device is returned: a string, not a `torch.device`",
    'torch.device("cuda", i)',
    'f"cuda:{i}"',
    'torch.device("cpu")',
    '"cpu"',
)
mistake(
    "the function takes no argument, so it knows about one GPU only",
    "def try_gpu(i: int = 0)",
    "def try_gpu()",
    "if i < torch.cuda.device_count()",
    "if torch.cuda.is_available()",
    'torch.device("cuda", i)',
    'torch.device("cuda", 0)',
)

mistake = mistakes("try_gpu", loses="existing_gpu")
mistake(
    "the CPU is returned even where the GPU exists",
    'torch.device("cuda", i)',
    'torch.device("cpu")',
)
mistake(
    "`device_count` stands there without parentheses, so it is never called",
    "torch.cuda.device_count()",
    "torch.cuda.device_count",
)
mistake(
    "the number of the returned GPU is one too high",
    'torch.device("cuda", i)',
    'torch.device("cuda", i + 1)',
    asks="What is the number of the only GPU of a machine?",
)
mistake(
    "the default of `i` is 1",
    "i: int = 0",
    "i: int = 1",
    asks="Which GPU is meant where nothing is said?",
)
mistake(
    "the `f` before the string is missing, so `{i}` stands in the device's name",
    'torch.device("cuda", i)',
    'torch.device("cuda:{i}")',
)
mistake(
    "the last GPU is taken for missing",
    "if i < ",
    "if i + 1 < ",
    asks="With two GPUs, what is the largest number that exists?",
)
mistake(
    "GPUs are sorted by name, where `cuda:10` comes before `cuda:2`",
    'return torch.device("cuda", i)',
    """
    names = sorted(f"cuda:{k}" for k in range(torch.cuda.device_count()))
    return torch.device(names[i])
    """,
)
mistake(
    "there is a space in the device's name",
    'torch.device("cuda", i)',
    'torch.device(f"cuda: {i}")',
)
mistake(
    "the device lacks its number",
    'torch.device("cuda", i)',
    'torch.device("cuda")',
    asks="Which GPU is `torch.device('cuda')`?",
)

mistake = mistakes("try_gpu", loses="missing_gpu_is_cpu")
mistake(
    "`cuda:i` is returned whether there is such a GPU or not",
    "if i < torch.cuda.device_count():",
    "if torch.cuda.is_available:",
    asks="What does your condition say on a machine without a GPU?",
)
mistake(
    "any GPU at all counts as GPU number `i`",
    "if i < torch.cuda.device_count():",
    "if torch.cuda.is_available():",
    asks="On a machine with one GPU, what is `try_gpu(1)`?",
)
mistake(
    "the comparison is off by one: of two GPUs, number 2 seems to exist",
    "if i < ",
    "if i <= ",
)
mistake(
    "where GPU `i` is missing, the last GPU is returned",
    "if i < torch.cuda.device_count():",
    "if torch.cuda.is_available():",
    'torch.device("cuda", i)',
    'torch.device("cuda", min(i, torch.cuda.device_count() - 1))',
)
mistake(
    "where GPU `i` is missing, the first GPU is returned",
    'return torch.device("cpu")',
    """
    if torch.cuda.is_available():
        return torch.device("cuda", 0)
    return torch.device("cpu")
    """,
)
mistake(
    "numbers that are too high start again from the first GPU",
    "if i < torch.cuda.device_count():",
    "if torch.cuda.is_available():",
    'torch.device("cuda", i)',
    'torch.device("cuda", i % torch.cuda.device_count())',
)
mistake(
    "an exception is raised where the CPU should be returned",
    'return torch.device("cpu")',
    'raise ValueError(f"there is no GPU {i}")',
)

mistake = mistakes("try_gpu", loses="existing_gpu, missing_gpu_is_cpu")
mistake(
    "`i` is ignored: it is always about GPU 0",
    "if i < torch.cuda.device_count():",
    "if torch.cuda.is_available():",
    'torch.device("cuda", i)',
    'torch.device("cuda", 0)',
)
mistake("the two branches are the wrong way round", "if i < ", "if i >= ")

# --- try_all_gpus -------------------------------------------------------------

mistake = mistakes("try_all_gpus", loses="contract")
mistake(
    "what is returned is `None`, not the list",
    'return gpus or [torch.device("cpu")]',
    'print(gpus or [torch.device("cpu")])',
    asks="What does `print` return, and what does `append`?",
)
mistake("`yield` makes a generator, not a list", "return gpus or", "yield from gpus or")
mistake(
    "the list holds strings, not devices",
    'torch.device("cuda", i)',
    'f"cuda:{i}"',
    'torch.device("cpu")',
    '"cpu"',
)
mistake(
    "a tuple is returned, not a list",
    'gpus or [torch.device("cpu")]',
    'tuple(gpus) or (torch.device("cpu"),)',
)
mistake(
    "the function demands the number of GPUs",
    "def try_all_gpus()",
    "def try_all_gpus(n: int)",
    "range(torch.cuda.device_count())",
    "range(n)",
    asks="Who knows how many GPUs there are?",
)

mistake = mistakes("try_all_gpus", loses="every_gpu_in_order")
mistake("the CPU alone is returned, even where there are GPUs", "gpus or [", "[")
mistake("the last GPU comes first", "gpus or [", "gpus[::-1] or [")
mistake(
    "`device_count` stands there without parentheses, so it is never called",
    "torch.cuda.device_count()",
    "torch.cuda.device_count",
)
mistake(
    "every device has the number 0",
    'torch.device("cuda", i)',
    'torch.device("cuda", 0)',
)
mistake(
    "the numbers run from 1, not from 0",
    'torch.device("cuda", i)',
    'torch.device("cuda", i + 1)',
)
mistake(
    "the last GPU is left out",
    "torch.cuda.device_count()",
    "torch.cuda.device_count() - 1",
    asks="Where does `range(n)` end?",
)
mistake(
    "the first GPU is left out",
    "range(torch.cuda.device_count())",
    "range(1, torch.cuda.device_count())",
    asks="From which number do GPUs count?",
)
mistake(
    "only the first GPU is listed",
    "gpus or [",
    "gpus[:1] or [",
    asks="How often does your loop run before the function returns?",
)
mistake(
    "GPUs are sorted by name, where `cuda:10` comes before `cuda:2`",
    "gpus or [",
    "sorted(gpus, key=str) or [",
)
mistake(
    "the CPU is listed even where there are GPUs",
    'gpus or [torch.device("cpu")]',
    '[torch.device("cpu"), *gpus]',
)
mistake(
    "the devices lack their numbers", 'torch.device("cuda", i)', 'torch.device("cuda")'
)

mistake = mistakes("try_all_gpus", loses="cpu_when_there_is_none")
mistake(
    "where there is no GPU, the list is empty",
    'gpus or [torch.device("cpu")]',
    "gpus",
    asks="What is a function to do that is given no device at all?",
)
mistake(
    "where there is no GPU, the CPU is returned without a list around it",
    '[torch.device("cpu")]',
    'torch.device("cpu")',
)
mistake(
    "the CPU is listed as a string, not as a `torch.device`",
    '[torch.device("cpu")]',
    '["cpu"]',
)

mistake = mistakes("try_all_gpus", loses="every_gpu_in_order, cpu_when_there_is_none")
mistake(
    "`cuda:0` alone is returned, whatever GPUs there are",
    'gpus or [torch.device("cpu")]',
    '[torch.device("cuda", 0)]',
    asks="Which call tells how many GPUs a machine has?",
)
mistake(
    "there is one GPU too many in the list",
    "torch.cuda.device_count()",
    "torch.cuda.device_count() + 1",
    asks="How many numbers does `range(n + 1)` give?",
)

# --- add_on -------------------------------------------------------------------

mistake = mistakes("add_on", loses="contract")
mistake(
    "the sum is computed, but never returned",
    "return X.to(device) + Y.to(device)",
    "Z = X.to(device) + Y.to(device)",
)
mistake(
    "both operands are returned along with the sum",
    "return X.to(device) + Y.to(device)",
    "X, Y = X.to(device), Y.to(device)\nreturn X, Y, X + Y",
)
mistake(
    "a numpy array is returned, not a tensor",
    "X.to(device) + Y.to(device)",
    "(X.to(device) + Y.to(device)).cpu().numpy()",
    asks="Where does a numpy array lie?",
)
mistake(
    "the function does not take the device that is asked for",
    ", device: torch.device)",
    ")",
)

mistake = mistakes("add_on", loses="sum_is_on_the_device")
mistake(
    "the two are added before they are moved, when they may lie on two devices",
    "X.to(device) + Y.to(device)",
    "(X + Y).to(device)",
)
mistake(
    "the sum ends up on the CPU, not on the device",
    "X.to(device) + Y.to(device)",
    "(X.to(device) + Y.to(device)).cpu()",
)
mistake(
    "`cuda()` takes the current GPU, whatever device is asked for",
    "X.to(device) + Y.to(device)",
    "X.cuda() + Y.cuda()",
)
mistake(
    "the first GPU is used, whatever device is asked for",
    "return X.to(device)",
    """
    if torch.cuda.is_available():
        device = torch.device("cuda:0")
    else:
        device = torch.device("cpu")
    return X.to(device)
    """,
)
mistake(
    "what `to` returns is dropped, so X and Y are added where they were",
    "return X.to(device) + Y.to(device)",
    """
    X.to(device)
    Y.to(device)
    return X + Y
    """,
    asks="Does `to` move a tensor, or make another one?",
)
mistake(
    "only one of the two is brought to the device",
    "X.to(device) + Y.to(device)",
    "X + Y.to(device)",
)
mistake(
    "Y is brought to where X is, and nothing to the device",
    "X.to(device) + Y.to(device)",
    "X + Y.to(X.device)",
)
mistake(
    "nothing is moved where X and Y lie together, wherever that is",
    "return X.to(device) + Y.to(device)",
    """
    if X.device != Y.device:
        X, Y = X.to(device), Y.to(device)
    return X + Y
    """,
)
mistake(
    "`device.type` lacks the number of the GPU",
    "X.to(device) + Y.to(device)",
    "X.to(device.type) + Y.to(device.type)",
    asks="What is the `type` of `cuda:1`?",
)

mistake = mistakes("add_on", loses="sum_of_both")
mistake(
    "the sum is divided by two: a mean",
    "X.to(device) + Y.to(device)",
    "torch.stack([X.to(device), Y.to(device)]).mean(0)",
)
mistake(
    "the two are multiplied",
    "X.to(device) + Y.to(device)",
    "X.to(device) * Y.to(device)",
)
mistake(
    "Y is subtracted, not added",
    "X.to(device) + Y.to(device)",
    "X.to(device) - Y.to(device)",
)
mistake(
    "all elements are added up, to one number",
    "X.to(device) + Y.to(device)",
    "X.to(device).sum() + Y.to(device).sum()",
    asks="What shape should the sum have?",
)
mistake("X is added to itself, and Y is not used", "+ Y.to(device)", "+ X.to(device)")

mistake = mistakes("add_on", loses="purity")
mistake(
    "`add_` writes the sum into Y, where Y is on the device already",
    "X.to(device) + Y.to(device)",
    "Y.to(device).add_(X.to(device))",
    asks="What does `to` return where there is nothing to move?",
)
mistake(
    "the sum is written into X, where X is on the device already",
    "return X.to(device) + Y.to(device)",
    """
    Z = X.to(device)
    Z += Y.to(device)
    return Z
    """,
    asks="Is what `to` returns always a copy?",
)
mistake(
    "the caller's own tensors are moved, by an assignment to `data`",
    "return X.to(device) + Y.to(device)",
    """
    X.data = X.data.to(device)
    Y.data = Y.data.to(device)
    return X + Y
    """,
)
mistake(
    "X and Y are zero afterwards",
    "return X.to(device) + Y.to(device)",
    """
    Z = X.to(device) + Y.to(device)
    X.zero_()
    Y.zero_()
    return Z
    """,
    asks="Who else may need X and Y?",
)
mistake(
    "the sum of the same two tensors is remembered, though their values may change",
    "def add_on(",
    """
    from functools import lru_cache

    @lru_cache
    def add_on(
    """,
)

mistake = mistakes("add_on", loses="dtype")
mistake(
    "the two are added in float32, whatever their dtype",
    "X.to(device) + Y.to(device)",
    "(X.to(device).float() + Y.to(device).float()).to(X.dtype)",
)

mistake = mistakes("add_on", loses="strides")
mistake(
    "`view` refuses tensors that are not contiguous",
    "X.to(device) + Y.to(device)",
    "(X.to(device).view(-1) + Y.to(device).view(-1)).view(X.shape)",
    asks="How are the elements of a transposed matrix laid out?",
)

# --- module_device ------------------------------------------------------------

# A list of devices, in the order of the tensors, instead of the set.
LISTED = (
    "devices = {parameter.device for parameter in net.parameters()}",
    "devices = [parameter.device for parameter in net.parameters()]",
    "devices |= {buffer.device for buffer in net.buffers()}",
    "devices += [buffer.device for buffer in net.buffers()]",
    "devices.pop()",
    "devices[0]",
)

mistake = mistakes("module_device", loses="contract")
mistake(
    "for a module without tensors, `None` is returned", 'torch.device("cpu")', "None"
)
mistake(
    "the set of all devices is returned, not the one that is in it",
    'devices.pop() if devices else torch.device("cpu")',
    'devices or {torch.device("cpu")}',
)
mistake(
    "the device is returned as a string, not as a `torch.device`",
    'devices.pop() if devices else torch.device("cpu")',
    'str(devices.pop()) if devices else "cpu"',
)

mistake = mistakes("module_device", loses="of_its_parameters")
mistake(
    "a module has no attribute `device`",
    "{parameter.device for parameter in net.parameters()}",
    "{net.device}",
    asks="Which of its parts do lie on a device?",
)
mistake(
    "modules that lie deeper inside are not looked into",
    "devices = {parameter.device for parameter in net.parameters()}",
    """
    modules = [net, *net.children()]
    devices = {p.device for m in modules for p in m.parameters(recurse=False)}
    """,
    asks="How deep can a net inside a net be?",
)
mistake(
    "frozen parameters are left out",
    "in net.parameters()}",
    "in net.parameters() if parameter.requires_grad}",
)
mistake(
    "`parameters` stands there without parentheses, so it is never called",
    "net.parameters()",
    "net.parameters",
)
mistake(
    "a layer's bias may be `None`, which has no device",
    "{parameter.device for parameter in net.parameters()}",
    "{p.device for module in net.modules() for p in module._parameters.values()}",
)

mistake = mistakes("module_device", loses="of_its_parameters, several_are_refused")
mistake(
    "parameters are not looked at, only buffers",
    "{parameter.device for parameter in net.parameters()}",
    "set()",
)
mistake(
    "`recurse=False` leaves out the parameters of the modules inside",
    "net.parameters()",
    "net.parameters(recurse=False)",
)

mistake = mistakes("module_device", loses="of_its_buffers")
mistake(
    "a net with buffers alone is taken to be on the CPU",
    "devices |= {buffer.device for buffer in net.buffers()}\n",
    "",
    asks="Which tensors of a net does no optimizer change?",
)
mistake(
    "buffers of integers are left out",
    "in net.buffers()}",
    "in net.buffers() if buffer.is_floating_point()}",
)
mistake(
    "buffers that the `state_dict()` leaves out are not looked at",
    "{buffer.device for buffer in net.buffers()}",
    "{tensor.device for tensor in net.state_dict().values()}",
)
mistake(
    "`next` raises `StopIteration` where there are no parameters",
    "{parameter.device for parameter in net.parameters()}",
    "{next(net.parameters()).device, *(p.device for p in net.parameters())}",
    asks="Has every module a first parameter?",
)

mistake = mistakes("module_device", loses="of_its_parameters, of_its_buffers")
mistake(
    "a net on any GPU is said to be on the current one",
    "return devices.pop() if devices",
    """
    if any(device.type == "cuda" for device in devices):
        return torch.device("cuda", torch.cuda.current_device())
    return devices.pop() if devices
    """,
)

mistake = mistakes("module_device", loses="cpu_without_tensors")
mistake(
    "a module without tensors is said to be on the first GPU, or the current one",
    "return devices.pop() if devices",
    """
    if not devices and torch.cuda.device_count():
        return torch.device("cuda", torch.cuda.current_device())
    return devices.pop() if devices
    """,
)
mistake(
    "a module without tensors is refused, as if it were on several devices",
    "len(devices) > 1",
    "len(devices) != 1",
    asks="How many devices does a module without tensors give?",
)
mistake(
    "there is no first one in an empty list of tensors",
    *LISTED,
    "if len(devices)",
    "if len(set(devices))",
    'if devices else torch.device("cpu")',
    "",
    asks="What is inside `nn.ReLU()`?",
)
mistake(
    "a module without tensors is said to be on the last GPU",
    "return devices.pop() if devices",
    """
    if not devices and torch.cuda.device_count():
        return torch.device("cuda", torch.cuda.device_count() - 1)
    return devices.pop() if devices
    """,
)
mistake(
    "a module without tensors is said to be on the meta device",
    'torch.device("cpu")',
    'torch.device("meta")',
)
mistake(
    "`pop` finds nothing in an empty set of devices",
    'devices.pop() if devices else torch.device("cpu")',
    "devices.pop()",
)

mistake = mistakes("module_device", loses="several_are_refused")
mistake(
    "another exception is raised than `ValueError`",
    "raise ValueError(",
    "raise RuntimeError(",
)
mistake(
    "`assert` raises `AssertionError`, not `ValueError`",
    """
    if len(devices) > 1:
        raise ValueError(f"on several devices: {sorted(map(str, devices))}")
    """,
    'assert len(devices) < 2, f"on several devices: {sorted(map(str, devices))}"',
)
mistake(
    "the `ValueError` is returned, not raised",
    "raise ValueError(",
    "return ValueError(",
)
mistake(
    "parameters are compared with parameters and buffers with buffers alone",
    "devices |= {buffer.device for buffer in net.buffers()}",
    "others = {buffer.device for buffer in net.buffers()}",
    "if len(devices) > 1",
    "if len(devices) > 1 or len(others) > 1",
    "return devices.pop() if devices",
    "devices = devices or others\nreturn devices.pop() if devices",
    asks="May a buffer lie elsewhere than the parameters do?",
)
mistake(
    "only the types of the devices are compared, so two GPUs are taken for one",
    *LISTED,
    "if len(devices) > 1",
    "if len({device.type for device in devices}) > 1",
)
mistake(
    "only the first tensor is looked at",
    *LISTED,
    "if len(devices) > 1:\n"
    '    raise ValueError(f"on several devices: {sorted(map(str, devices))}")\n',
    "",
    asks="What do you know about the second tensor when you have seen the first?",
)
mistake(
    "each tensor is compared with the one after the next, not with the next",
    *LISTED,
    "if len(devices) > 1",
    "if any(a != b for a, b in zip(devices, devices[2:]))",
)
mistake(
    "only the first and the last tensor are compared",
    *LISTED,
    "if len(devices) > 1",
    "if devices and devices[0] != devices[-1]",
)
mistake(
    "the device of most tensors is returned, where there are several",
    *LISTED[:4],
    "if len(devices) > 1:\n"
    '    raise ValueError(f"on several devices: {sorted(map(str, devices))}")\n',
    "",
    "devices.pop()",
    "max(devices, key=devices.count)",
)

mistake = mistakes(
    "module_device", loses="of_its_parameters, of_its_buffers, several_are_refused"
)
mistake(
    "the answer is the CPU, whatever the net holds",
    "devices = {parameter.device for parameter in net.parameters()}",
    "devices: set[torch.device] = set()",
    "devices |= {buffer.device for buffer in net.buffers()}\n",
    "",
    asks="What remembers where a net has been moved to?",
)
mistake(
    "the device lacks its number",
    "{parameter.device for",
    "{torch.device(parameter.device.type) for",
    "{buffer.device for",
    "{torch.device(buffer.device.type) for",
)

# --- forward_on ---------------------------------------------------------------

mistake = mistakes("forward_on", loses="contract")
mistake(
    "the result is computed, but never returned",
    "return Y.detach().cpu()",
    "print(Y.detach().cpu())",
)
mistake("a list of numbers is returned, not a tensor", "Y.detach().cpu()", "Y.tolist()")
mistake(
    "a numpy array is returned, not a tensor",
    "Y.detach().cpu()",
    "Y.detach().cpu().numpy()",
)
mistake(
    "the net is returned along with the result",
    "return Y.detach().cpu()",
    "return net, Y.detach().cpu()",
)
mistake(
    "the function does not take the device that is asked for",
    ", device: torch.device)",
    ")",
)

mistake = mistakes("forward_on", loses="computes_there")
mistake(
    "everything is computed on the CPU, whatever the device",
    "net.to(device)(X.to(device))",
    "net.cpu()(X.cpu())",
    asks="Are all methods that you mean to call followed by parentheses?",
)
mistake(
    "the current GPU is used, whatever device is asked for",
    "Y: torch.Tensor = net.to(device)(X.to(device))",
    """
    if torch.cuda.is_available():
        net, X = net.cuda(), X.cuda()
    Y = net(X)
    """,
    asks="Which GPU does `cuda()` without a number mean?",
)
mistake(
    "X is not brought to the device",
    "X.to(device)",
    "X",
    asks="What does `to` do to a tensor, and what to a module?",
)
mistake("the net is not brought to the device", "net.to(device)(", "net(")
mistake(
    "parameters are moved, and buffers are not",
    "Y: torch.Tensor = net.to(device)(X.to(device))",
    """
    for parameter in net.parameters():
        parameter.data = parameter.data.to(device)
    Y = net(X.to(device))
    """,
    asks="Which tensors of a net are no parameters?",
)

mistake = mistakes("forward_on", loses="computes_there, output_of_the_net")
mistake(
    "X is brought to where the net is, and the net is not moved",
    "net.to(device)(X.to(device))",
    "net(X.to(next(net.parameters()).device))",
)

mistake = mistakes("forward_on", loses="result_on_the_cpu")
mistake(
    "the result is left on the device",
    "Y.detach().cpu()",
    "Y.detach()",
    asks="What does `cpu()` do to a tensor, and what does it return?",
)
mistake(
    "the net comes back to the CPU, and the result does not",
    "return Y.detach().cpu()",
    'net.to("cpu")\nreturn Y.detach()',
)
mistake(
    "the result is brought to the last GPU, not to the CPU",
    "return Y.detach().cpu()",
    """
    last = torch.cuda.device_count() - 1
    return Y.detach().cuda(last) if last >= 0 else Y.detach()
    """,
)
mistake(
    "the result is brought to where X was, not to the CPU",
    "Y.detach().cpu()",
    "Y.detach().to(X.device)",
)

mistake = mistakes("forward_on", loses="output_of_the_net")
mistake(
    "the output is added to itself",
    "return Y.detach()",
    "return (Y + net(X.to(device))).detach()",
)
mistake(
    "the most likely class is returned, not the output",
    "Y.detach()",
    "Y.detach().argmax(dim=1)",
)
mistake(
    "the mean of the outputs is returned, not the output",
    "Y.detach()",
    "Y.detach().mean()",
)
mistake("there is a ReLU behind the net", "Y.detach()", "Y.detach().relu()")
mistake("there is a softmax behind the net", "Y.detach()", "Y.detach().softmax(dim=1)")

mistake = mistakes("forward_on", loses="gradient")
mistake(
    "the result still requires gradients",
    "Y.detach().cpu()",
    "Y.cpu()",
    asks="Which tensor have you detached, and is it the one that you return?",
)

mistake = mistakes("forward_on", loses="mode")
mistake(
    "the net is switched to evaluation",
    "net.to(device)(",
    "net.to(device).eval()(",
    asks="Who decides whether a net is in training?",
)
mistake(
    "a copy of the net computes, in evaluation",
    "Y: torch.Tensor = net.to(device)(",
    """
    import copy

    Y = copy.deepcopy(net).to(device).eval()(
    """,
    asks="In which mode was the net when you were given it?",
)
mistake(
    "the net computes in evaluation, and is in training afterwards",
    "net.to(device)(",
    "net.to(device).eval()(",
    "return Y",
    "net.train()\nreturn Y",
)
mistake(
    "every module inside is given the mode of the outer one",
    "return Y",
    "net.train(net.training)\nreturn Y",
    asks="Can a part of a net be in evaluation while the net is in training?",
)
mistake(
    "the mode of the outer module is restored, but not that of those inside",
    "Y: torch.Tensor = net.to(device)(",
    "was = net.training\nY = net.to(device).eval()(",
    "return Y",
    "net.training = was\nreturn Y",
)
mistake("the net is switched to training", "net.to(device)(", "net.to(device).train()(")

mistake = mistakes("forward_on", loses="purity")
mistake(
    "the caller's X is moved, by an assignment to `data`",
    "Y: torch.Tensor = net.to(device)(X.to(device))",
    "X.data = X.data.to(device)\nY = net.to(device)(X)",
)
mistake(
    "the net cannot learn any more: its parameters no longer require gradients",
    "return Y",
    """
    for parameter in net.parameters():
        parameter.requires_grad = False
    return Y
    """,
)
mistake(
    "`requires_grad_(False)` is for good: the net cannot learn any more",
    "net.to(device)(",
    "net.to(device).requires_grad_(False)(",
    "Y.detach().cpu()",
    "Y.cpu()",
    asks="How is a result detached while the net stays as it is?",
)
mistake(
    "`set_grad_enabled(False)` stays in force afterwards",
    "Y: torch.Tensor",
    "torch.set_grad_enabled(False)\nY: torch.Tensor",
    asks="Which forms of it switch gradients back on by themselves?",
)
mistake(
    "the hook stays in the net",
    "Y: torch.Tensor",
    """
    net.register_forward_hook(lambda module, args, Y: Y.detach().cpu())
    Y: torch.Tensor
    """,
)
mistake(
    "X no longer requires gradients", "return Y", "X.requires_grad = False\nreturn Y"
)
mistake(
    "X requires gradients afterwards, where it was on the device already",
    "Y: torch.Tensor = net.to(device)(X.to(device))",
    "X = X.to(device).requires_grad_(True)\nY = net.to(device)(X)",
)
mistake("X is scaled in place", "return Y", "Y = Y.detach().cpu()\nX /= 255\nreturn Y")
mistake(
    "every parameter requires gradients afterwards, frozen or not",
    "return Y",
    "net.requires_grad_(True)\nreturn Y",
    asks="What was frozen before the call?",
)
mistake(
    "the gradients that the net holds are thrown away",
    "Y: torch.Tensor",
    "net.zero_grad()\nY: torch.Tensor",
)

mistake = mistakes("forward_on", loses="dtype")
mistake(
    "the result is turned into float32, whatever the dtype of the net",
    "Y.detach().cpu()",
    "Y.detach().cpu().float()",
)

# --- scatter ------------------------------------------------------------------

mistake = mistakes("scatter", loses="contract")
mistake(
    "a dictionary is returned, not a list",
    "return [piece.to(device) for",
    "return {device: piece.to(device) for",
    "strict=False)]",
    "strict=False)}",
)
mistake("the pieces are moved, but never returned", "return [piece", "moved = [piece")
mistake("`yield` makes a generator, not a list", "return [piece", "yield from [piece")
mistake(
    "the list holds pairs of a device and a piece",
    "[piece.to(device) for",
    "[(device, piece.to(device)) for",
)
mistake(
    "the function takes two devices one by one, not a list",
    "devices: Sequence[torch.device]",
    "first: torch.device, second: torch.device",
)

mistake = mistakes("scatter", loses="each_on_its_device")
mistake("all pieces go to the first device", "piece.to(device)", "piece.to(devices[0])")
mistake(
    "piece `i` goes to GPU number `i`, not to `devices[i]`",
    "[piece.to(device) for piece, device in zip(pieces, devices, strict=False)]",
    "[piece.to(f'{devices[0].type}:{i}') for i, piece in enumerate(pieces)]",
    asks="Which GPUs may stand in `devices`, and in which order?",
)
mistake("all pieces go to the last device", "piece.to(device)", "piece.to(devices[-1])")
mistake(
    "`cuda()` takes the current GPU, whatever devices are listed",
    "piece.to(device)",
    "(piece.cuda() if torch.cuda.is_available() else piece.cpu())",
)
mistake(
    "the last device gets the first piece",
    "zip(pieces, devices,",
    "zip(pieces, devices[: len(pieces)][::-1],",
)
mistake(
    "the pieces stay where X is",
    "piece.to(device)",
    "piece",
    asks="What does `to` return, and who keeps it?",
)

mistake = mistakes("scatter", loses="as_torch_chunk")
mistake(
    "X is split along its last dimension",
    "torch.chunk(X, len(devices))",
    "torch.chunk(X, len(devices), dim=-1)",
)
mistake(
    "devices for which no rows are left get an empty piece",
    "pieces = torch.chunk(X, len(devices))",
    """
    size = -(-len(X) // len(devices))
    pieces = [X[i * size : (i + 1) * size] for i in range(len(devices))]
    """,
    asks="How many pieces does `torch.chunk` make of one row?",
)
mistake(
    "the last device gets all rows that are left over",
    "pieces = torch.chunk(X, len(devices))",
    """
    size = max(len(X) // len(devices), 1)
    sizes = [size] * (min(len(devices), len(X)) - 1)
    pieces = X.split([*sizes, len(X) - sum(sizes)])
    """,
)
mistake(
    "`view` refuses rows that cannot be divided evenly among the devices",
    "torch.chunk(X, len(devices))",
    "X.view(len(devices), -1, *X.shape[1:])",
)
mistake(
    "what has more than two dimensions is flattened",
    "torch.chunk(X, len(devices))",
    "torch.chunk(X.reshape(len(X), -1), len(devices))",
    asks="What shape should a piece of a cube have?",
)
mistake(
    "the rows that are left over are forgotten",
    "pieces = torch.chunk(X, len(devices))",
    """
    size = len(X) // len(devices)
    pieces = [X[i * size : (i + 1) * size] for i in range(len(devices))]
    """,
    asks="How many of 5 rows do 4 devices get?",
)
mistake(
    "with fewer rows than devices, the size of a piece comes out as 0",
    "torch.chunk(X, len(devices))",
    "X.split(len(X) // len(devices))",
)
mistake(
    "`tensor_split` makes pieces of other sizes than `torch.chunk`",
    "torch.chunk(X, len(devices))",
    "X.tensor_split(len(devices))",
)

mistake = mistakes("scatter", loses="rows_in_order")
mistake(
    "every device gets rows from the top",
    "[piece.to(device) for",
    "[X[: len(piece)].to(device) for",
    asks="Where does the second piece begin?",
)
mistake(
    "the rows are dealt out in turn, like cards",
    "pieces = torch.chunk(X, len(devices))",
    """
    pieces = torch.chunk(X, len(devices))
    n = len(pieces)
    order = [row for i in range(n) for row in range(i, len(X), n)]
    pieces = X[order].split([len(piece) for piece in pieces])
    """,
)
mistake(
    "the rows of the last piece come first, though the sizes of the pieces stay",
    "pieces = torch.chunk(X, len(devices))",
    """
    pieces = torch.chunk(X, len(devices))
    pieces = torch.cat(pieces[::-1]).split([len(piece) for piece in pieces])
    """,
)
mistake(
    "the pieces come in reverse order",
    "torch.chunk(X, len(devices))",
    "torch.chunk(X, len(devices))[::-1]",
)
mistake(
    "the rows are shuffled",
    "pieces = torch.chunk(X, len(devices))",
    """
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(0))
    pieces = torch.chunk(X[order], len(devices))
    """,
)
mistake(
    "the rows are sorted on the way",
    "torch.chunk(X, len(devices))",
    "torch.chunk(torch.sort(X, dim=0).values, len(devices))",
)

mistake = mistakes("scatter", loses="gradient")
mistake(
    "the pieces are cut off from X in the autograd graph",
    "torch.chunk(X, len(devices))",
    "torch.chunk(X.detach(), len(devices))",
    asks="What in your function hides from autograd, or copies numbers alone?",
)
mistake(
    "each piece is a new leaf, at which gradients stop",
    "piece.to(device)",
    "piece.detach().to(device).requires_grad_(X.is_floating_point())",
    asks="From what was the piece computed, in the eyes of autograd?",
)

mistake = mistakes("scatter", loses="dtype")
mistake(
    "the pieces are written into new tensors of the default dtype",
    "piece.to(device)",
    "torch.zeros(piece.shape, device=device).copy_(piece)",
    asks="Which dtype does `torch.zeros` give where you name none?",
)

mistake = mistakes("scatter", loses="strides")
mistake(
    "the pieces are cut out of memory as if X were contiguous",
    "pieces = torch.chunk(X, len(devices))",
    """
    pieces, start = [], X.storage_offset()
    for piece in torch.chunk(X, len(devices)):
        strides = torch.empty(piece.shape).stride()
        pieces.append(X.as_strided(piece.shape, strides, start))
        start += piece.numel()
    """,
)

# --- data_parallel ------------------------------------------------------------

mistake = mistakes("data_parallel", loses="contract")
mistake(
    "the outputs are gathered, but never returned",
    "return torch.cat(",
    "Y = torch.cat(",
)
mistake(
    "the outputs are returned in a list, not as one tensor",
    "torch.cat([output.to(devices[0]) for output in outputs])",
    "[output.to(devices[0]) for output in outputs]",
)
mistake(
    "`nn.DataParallel` makes a module, which is returned and never called",
    "outputs = []",
    """
    if devices[0].type == "cpu":
        return net
    return nn.DataParallel(net, device_ids=devices)
    outputs = []
    """,
)
mistake(
    "the function takes one device, and one argument too many",
    "X: torch.Tensor, devices: Sequence[torch.device]",
    "X: torch.Tensor, y: torch.Tensor, device: torch.device",
)

mistake = mistakes("data_parallel", loses="each_device_takes_a_share")
mistake(
    "parameters are replicated, but not all buffers are",
    "{**dict(net.named_parameters()), **dict(net.named_buffers())}",
    "dict(net.named_parameters())",
    asks="Which tensors must be on a device for the net to compute there?",
)
mistake(
    "the pieces are brought to the devices, and the net is not",
    "torch.func.functional_call(net, replica, (piece,))",
    "net(piece)",
)
mistake(
    "outputs on several devices cannot be concatenated",
    "torch.cat([output.to(devices[0]) for output in outputs])",
    "torch.cat(outputs)",
)
mistake(
    "the first device computes everything",
    "scatter(X, devices)",
    "scatter(X, devices[:1])",
    asks="What do the other devices compute?",
)
mistake(
    "the rows are dealt out one at a time, so no device has the first ones together",
    "for piece in scatter(X, devices):",
    """
    for i, row in enumerate(X):
        piece = row.to(devices[i % len(devices)])[None]
    """,
)
mistake(
    "the devices are sorted, so the first rows may not go to `devices[0]`",
    "scatter(X, devices)",
    "scatter(X, sorted(devices, key=str))",
    asks="Who decides which device comes first?",
)
mistake(
    "two devices compute, however many there are",
    "scatter(X, devices)",
    "scatter(X, devices[:2])",
)

mistake = mistakes("data_parallel", loses="gathered_on_the_first")
mistake(
    "the result is on GPU number 0, not on `devices[0]`",
    "output.to(devices[0])",
    "output.to('cuda:0' if torch.cuda.is_available() else 'cpu')",
)
mistake(
    "the result is not on `devices[0]`, but on the CPU or where X was",
    "output.to(devices[0])",
    "output.cpu()",
)
mistake(
    "the result is on the last device",
    "output.to(devices[0])",
    "output.to(devices[-1])",
)

mistake = mistakes("data_parallel", loses="shape")
mistake(
    "every device is asked for a piece, also where there are fewer pieces",
    "for piece in scatter(X, devices):",
    """
    pieces = torch.chunk(X, len(devices))
    for i in range(len(devices)):
        piece = pieces[i].to(devices[i])
    """,
    asks="How many pieces does `torch.chunk` make of 3 rows for 4 devices?",
)
mistake(
    "the rows that are left over are forgotten",
    "scatter(X, devices)",
    "scatter(X[: len(X) // len(devices) * len(devices)], devices)",
    asks="How many of 5 rows are computed by 4 devices?",
)
mistake(
    "the outputs are stacked, though they need not have the same number of rows",
    "torch.cat([output.to(devices[0]) for output in outputs])",
    "torch.stack([output.to(devices[0]) for output in outputs]).flatten(0, 1)",
)
mistake(
    "the outputs are put side by side, not one below the other",
    "for output in outputs])",
    "for output in outputs], dim=1)",
)
mistake(
    "`strict=True` refuses fewer pieces than there are devices",
    "for piece in scatter(X, devices):",
    "for piece, _ in zip(scatter(X, devices), devices, strict=True):",
)

mistake = mistakes("data_parallel", loses="output_of_the_net")
mistake(
    "the outputs stand in the order of the GPUs' numbers, not of the rows",
    "for output in outputs]",
    "for output in sorted(outputs, key=lambda output: output.device.index or 0)]",
)
mistake(
    "the outputs are divided by the number of pieces",
    "return torch.cat([output.to(devices[0]) for output in outputs])",
    "return torch.cat([output.to(devices[0]) for output in outputs]) / len(outputs)",
    asks="What is averaged over devices, if anything is?",
)
mistake(
    "every device computes the first rows",
    "for piece in scatter(X, devices):",
    """
    for piece in scatter(X, devices):
        piece = X[: len(piece)].to(piece.device)
    """,
)
mistake(
    "the rows are dealt out in turn, and their outputs are not put back in order",
    "for piece in scatter(X, devices):",
    """
    n = min(len(devices), len(X))
    for i in range(n):
        piece = X[i::n].to(devices[i])
    """,
)
mistake(
    "the outputs are gathered from the last device on",
    "for output in outputs]",
    "for output in outputs[::-1]]",
)

mistake = mistakes("data_parallel", loses="gradient")
mistake(
    "the replicas are copies, whose gradients never reach the net itself",
    "outputs.append(torch.func.functional_call(net, replica, (piece,)))",
    """
    import copy

    outputs.append(copy.deepcopy(net).to(piece.device)(piece))
    """,
    asks="Of which net are you given the parameters after `backward()`?",
)
mistake(
    "only on `devices[0]` does the net itself compute, elsewhere it is a copy",
    "outputs.append(torch.func.functional_call(net, replica, (piece,)))",
    """
    import copy

    there = piece.device
    one = net if there == devices[0] else copy.deepcopy(net).to(there)
    outputs.append(one(piece))
    """,
)
mistake(
    "the result is cut off from the net's parameters in the autograd graph",
    "output.to(devices[0])",
    "output.detach().to(devices[0])",
    asks="Between the parameters and the result, what is detached?",
)
mistake(
    "in evaluation mode, no gradients are recorded",
    "outputs.append(torch.func.functional_call(net, replica, (piece,)))",
    """
    with torch.set_grad_enabled(net.training):
        outputs.append(torch.func.functional_call(net, replica, (piece,)))
    """,
    asks="What does `eval()` do to gradients?",
)

mistake = mistakes("data_parallel", loses="purity")
mistake(
    "the caller's X is moved, by an assignment to `data`",
    "outputs = []",
    "outputs = []\nX.data = X.data.to(devices[0])",
)
mistake(
    "the gradients that the net holds are thrown away",
    "outputs = []",
    "outputs = []\nnet.zero_grad()",
)
mistake(
    "X is zero afterwards",
    "return torch.cat(",
    "X.zero_()\nreturn torch.cat(",
    "scatter(X, devices)",
    "scatter(X.clone(), devices)",
)
mistake(
    "a replica is kept inside the net, for the next call",
    "return torch.cat(",
    """
    first = next(module for module in net.modules() if not [*module.children()])
    if not hasattr(first, "replica"):
        first.replica = nn.Linear(4, 5).to(devices[-1])
    return torch.cat(
    """,
    asks="What does assigning a module to an attribute of a module do?",
)
mistake("the net is switched to evaluation", "outputs = []", "outputs = []\nnet.eval()")
mistake(
    "the net itself is sent from device to device, and stays on the last",
    "torch.func.functional_call(net, replica, (piece,))",
    "net.to(piece.device)(piece)",
)
mistake(
    "every parameter requires gradients afterwards, frozen or not",
    "outputs = []",
    "outputs = []\nnet.requires_grad_(True)",
)

mistake = mistakes("data_parallel", loses="dtype")
mistake(
    "on several devices, the result is made in the default dtype",
    "return torch.cat([output.to(devices[0]) for output in outputs])",
    """
    Y = torch.cat([output.to(devices[0]) for output in outputs])
    return Y if len(devices) == 1 else torch.zeros(Y.shape, device=Y.device).copy_(Y)
    """,
)

# --- mutants that are no mistakes ----------------------------------------------

SILENT = "the contract says nothing of gradients"
equivalent(
    "add_on",
    "`.detach()` takes `X.to(device)` out of the autograd graph",
    because=SILENT,
)
equivalent(
    "add_on",
    "`.detach()` takes `Y.to(device)` out of the autograd graph",
    because=SILENT,
)
equivalent(
    "add_on",
    "`.detach()` takes `X.to(device) + Y.to(device)` out of the autograd graph",
    because=SILENT,
)
equivalent(
    "add_on",
    "`X.data` is no part of the autograd graph",
    because=SILENT,
)
equivalent(
    "add_on",
    "`Y.data` is no part of the autograd graph",
    because=SILENT,
)
equivalent(
    "add_on",
    "`add_on` runs under `torch.no_grad()`",
    because=SILENT,
)
equivalent(
    "add_on",
    "`X` and `Y` are taken in the wrong order",
    because="a sum has no order",
)
equivalent(
    "data_parallel",
    "`.detach()` takes `X` out of the autograd graph",
    because="the contract asks for gradients of the net alone",
)
equivalent(
    "data_parallel",
    "`.detach()` takes `piece` out of the autograd graph",
    because="the contract asks for gradients of the net alone",
)
equivalent(
    "try_all_gpus",
    "`try_all_gpus` keeps its first result, and returns it ever after",
    because="the number of GPUs never changes while a program runs",
)

"""Devices and dtypes: left out, written down, or mistaken."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutating.operators.code import Change, Code, assigned, name_of
from grader.mutating.operators.tensors import Tensors

MOVES = frozenset({"cpu", "cuda", "double", "float", "half", "to"})
DTYPES = {".float()": "float32", ".double()": "float64"}
MODES = {"eval": "train", "train": "eval"}


def place_left_out(code: Code) -> Iterator[Change]:
    """`torch.zeros(n, dtype=x.dtype)` becomes `torch.zeros(n)`."""
    for call in code.of(ast.Call):
        for item in call.keywords:
            if item.arg in ("dtype", "device"):
                sentence = f"`{item.arg}=` is left out of {code.shown(call)}"
                yield sentence, code.without(call, item)


def move_missing(code: Code) -> Iterator[Change]:
    """`x.to(device)` becomes `x`."""
    for call, value in _moves(code):
        sentence = f"{code.shown(value)} stays where it is, and as it is"
        yield sentence, code.replace(call, code.text(value))


def move_lost(code: Code) -> Iterator[Change]:
    """`x = x.to(device)` becomes `x.to(device)`, which nobody keeps."""
    for call, value in _moves(code):
        statement = code.statement(call)
        pair = assigned(statement)
        if pair and pair[1] is call and code.text(pair[0]) == code.text(value):
            sentence = f"nobody keeps what {code.shown(call)} returns"
            yield sentence, code.lines(statement, code.text(call))


def move_fixed(code: Code) -> Iterator[Change]:
    """`x.to(device)` becomes `x.to("cpu")`, `x.to("cuda:0")`, or `x.double()`."""
    for call, value in _moves(code):
        if name_of(call) == "cpu":
            continue
        by_dtype = "dtype" in code.text(call)
        fixed = ('.to("cpu")', '.to("cuda:0")')
        for suffix in (".float()", ".double()", ".half()") if by_dtype else fixed:
            sentence = f"`{suffix}` stands where {code.shown(call)} belongs"
            yield sentence, code.replace(call, code.with_suffix(value, suffix))


def put_on_the_cpu(code: Code) -> Iterator[Change]:
    """`x` becomes `x.cpu()`."""
    tensors = Tensors(code)
    plain = [node for node in tensors.operands() if not isinstance(node, ast.Call)]
    if "torch.device" in code.source.partition(":\n")[0]:
        plain = []  # what is given a device brings its tensors there anyway
    seen = set()
    for node in [*plain, *tensors.results()]:
        parent = code.parent(node)
        moved = isinstance(parent, ast.Attribute) and parent.attr in MOVES
        moved = moved or ".cpu()" in code.text(code.statement(node))
        if not moved and code.text(node) not in seen:
            seen.add(code.text(node))
            sentence = f"{code.shown(node)} is brought to the CPU"
            yield sentence, code.then(node, ".cpu()")


def put_on_a_gpu(code: Code) -> Iterator[Change]:
    """What is returned goes to the first GPU, if there is one."""
    if "torch" in code.imported:
        for node in Tensors(code).results():
            suffix = '.to("cuda" if torch.cuda.is_available() else "cpu")'
            sentence = "the result goes to the first GPU, if there is one"
            yield sentence, code.then(node, suffix)


def put_into_a_dtype(code: Code) -> Iterator[Change]:
    """What is returned, or what is taken, becomes float32 or float64."""
    tensors = Tensors(code)
    for function in code.functions():
        for name in tensors.arguments(function):
            for suffix, dtype in DTYPES.items():
                text = f"{name} = {name}{suffix}"
                sentence = f"`{name}` becomes {dtype}, whatever it is"
                yield sentence, code.before(code.first(function), text)
    for node in tensors.results():
        for suffix, dtype in DTYPES.items():
            sentence = f"the result becomes {dtype}, whatever it is"
            yield sentence, code.then(node, suffix)


def device_mistaken(code: Code) -> Iterator[Change]:
    """`torch.device("cuda", i)` becomes `torch.device("cuda")`, and the like."""
    for call in code.of(ast.Call):
        if name_of(call) != "device" or not call.args:
            continue
        shown, (kind, *number) = code.shown(call), call.args
        if number:
            yield f"{shown} loses its number", code.without(call, number[0])
            sentence = f"{shown} is always GPU number 0"
            yield sentence, code.replace(number[0], "0")
            if code.text(kind) == '"cuda"':
                text = f'f"cuda:{{{code.text(number[0])}}}"'
                sentence = f"{shown} is text, no `torch.device`"
                yield sentence, code.replace(call, text)
        elif code.text(kind) == '"cpu"':
            yield f"a GPU stands where {shown} belongs", code.replace(kind, '"cuda"')
            yield f"{shown} is text, no `torch.device`", code.replace(call, '"cpu"')


def device_type_alone(code: Code) -> Iterator[Change]:
    """`x.device` becomes `x.device.type`."""
    for node in code.of(ast.Attribute):
        called = isinstance(code.parent(node), ast.Call) and name_of(node.value)
        if node.attr == "device" and called != "torch":
            sentence = f"`.type` forgets which GPU {code.shown(node)} is"
            yield sentence, code.then(node, ".type")


def availability(code: Code) -> Iterator[Change]:
    """`torch.cuda.device_count()` becomes `torch.cuda.is_available()`."""
    for call in code.of(ast.Call):
        if name_of(call) == "device_count":
            sentence = "`is_available` tells nothing about the number of GPUs"
            text = code.text(call).replace("device_count", "is_available")
            yield sentence, code.replace(call, text)


def mode(code: Code) -> Iterator[Change]:
    """`net.eval()` or `net.train()` is put in, or exchanged."""
    for call in code.of(ast.Call):
        other = MODES.get(name_of(call))
        if other and isinstance(call.func, ast.Attribute):
            sentence = f"`{other}()` stands where `{name_of(call)}()` belongs"
            text = f"{code.text(call.func.value)}.{other}()"
            yield sentence, code.replace(call, text)
    for function, name in _taken_modules(code):
        for method, what in _module_changes(name):
            yield what, code.before(code.first(function), f"{name}.{method}")


def _module_changes(name: str) -> Iterator[tuple[str, str]]:
    yield "eval()", f"`{name}` is switched to evaluation"
    yield "train()", f"`{name}` is switched to training"
    yield "requires_grad_(False)", f"`{name}` is frozen"
    yield "zero_grad()", f"`{name}` loses the gradients that it holds"


def _taken_modules(code: Code) -> Iterator[tuple[ast.FunctionDef, str]]:
    modules = Tensors(code).modules
    for function in code.functions():
        for item in function.args.args:
            if item.arg in modules:
                yield function, item.arg


def _moves(code: Code) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Calls that move a tensor or a module, and what they move."""
    for call in code.of(ast.Call):
        if name_of(call) in MOVES and isinstance(call.func, ast.Attribute):
            yield call, call.func.value

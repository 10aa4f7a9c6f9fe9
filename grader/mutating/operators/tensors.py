"""Which expressions of an exercise are tensors, and which are modules.

Nothing runs here, so this goes by annotations, by names of functions, and by how
values are used. Where it errs, a mutant is missing, or fails at once.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutating.operators.code import (
    Code,
    assigned,
    is_text,
    name_of,
    own_attribute,
    words,
)

# What tensors have, of which nothing is a tensor to compute with.
PLAIN = words(
    "chunk device dim dtype element_size is_complex is_contiguous is_floating_point "
    "is_leaf item layout ndim ndimension new numel numpy requires_grad shape size "
    "split stride tensor_split tolist type unbind"
)
# What `torch` has that returns no tensor.
OTHER = PLAIN | words(
    "Generator Size compile enable_grad get_default_dtype inference_mode is_tensor "
    "load manual_seed no_grad save seed set_grad_enabled"
)
PASSED_ON = frozenset({"to", "cpu", "cuda", "eval", "train", "float", "double"})
USED_ALIKE = frozenset({"to", "cpu", "cuda", "detach", "clone", "device"})


class Tensors:
    """What is known of an exercise's values.

    Attributes:
        names: Variables that hold tensors.
        parameters: Attributes of `self` that are Parameters.
        buffers: Attributes of `self` that are buffers.
        modules: Variables, and attributes as `self.x`, that hold modules.
    """

    def __init__(self, code: Code) -> None:
        self._code = code
        self.parameters = {
            target.attr for target, value in made(code) if name_of(value) == "Parameter"
        }
        self.modules = {
            f"self.{target.attr}"
            for target, value in made(code)
            if name_of(value)[:1].isupper() and name_of(value) != "Parameter"
        }
        self.buffers = {name for _, name, _ in registered(code)}
        self.names: set[str] = set()
        self._read_annotations()
        self._read_uses()
        for _ in range(3):  # a value passes through few variables
            self._read_assignments()

    def is_tensor(self, node: ast.AST) -> bool:
        """Whether an expression is a tensor."""
        match node:
            case ast.Name():
                return node.id in self.names
            case ast.BinOp():
                return self.is_tensor(node.left) or self.is_tensor(node.right)
            case ast.UnaryOp():
                return not isinstance(node.op, ast.Not) and self.is_tensor(node.operand)
            case ast.Subscript():
                return self.is_tensor(node.value)
            case ast.Attribute():
                return own_attribute(node) in self.parameters | self.buffers or (
                    node.attr in ("T", "mT", "data") and self.is_tensor(node.value)
                )
            case ast.Call():
                return self._gives_tensor(node)
        return False

    def is_module(self, node: ast.AST) -> bool:
        """Whether an expression is a module."""
        match node:
            case ast.Name() | ast.Attribute():
                name = own_attribute(node)
                return (f"self.{name}" if name else name_of(node)) in self.modules
            case ast.Call(func=ast.Attribute(attr=attr, value=value)):
                return attr == "get_submodule" or (
                    attr in PASSED_ON and self.is_module(value)
                )
        return False

    def operands(self) -> Iterator[ast.expr]:
        """Tensors that results are computed from, alone or at the end of a chain."""
        for node in self._code.of(ast.expr):
            if isinstance(node, ast.Name | ast.Attribute | ast.Call) and self._counts(
                node
            ):
                yield node

    def results(self) -> Iterator[ast.expr]:
        """Tensors that are returned."""
        for node in self._code.of(ast.Return):
            if node.value and self.is_tensor(node.value):
                yield node.value

    def arguments(self, function: ast.FunctionDef) -> Iterator[str]:
        """Tensors that a function takes."""
        for item in function.args.args:
            if item.arg in self.names:
                yield item.arg

    def _counts(self, node: ast.Name | ast.Attribute | ast.Call) -> bool:
        """Whether gradients might flow through an expression."""
        function = self._code.function(node)
        if not self.is_tensor(node) or not function or function.name == "__init__":
            return False
        if not isinstance(node, ast.Call) and not isinstance(node.ctx, ast.Load):
            return False
        parent = self._code.parent(node)
        plain = isinstance(parent, ast.Attribute) and parent.attr in PLAIN
        return not plain and own_attribute(node) not in self.buffers

    def _gives_tensor(self, node: ast.Call) -> bool:
        if self.is_module(node.func):
            return True
        if not isinstance(node.func, ast.Attribute):
            return False
        value, attr = node.func.value, node.func.attr
        if isinstance(value, ast.Name) and value.id in ("F", "torch"):
            return attr not in OTHER
        return attr == "functional_call" or (
            attr not in PLAIN and self.is_tensor(value)
        )

    def _read_annotations(self) -> None:
        for node in ast.walk(self._code.node):
            if isinstance(node, ast.arg) and node.annotation:
                self._note(node.arg, ast.unparse(node.annotation))
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                self._note(node.target.id, ast.unparse(node.annotation))

    def _note(self, name: str, annotation: str) -> None:
        if annotation.split(".")[-1] == "Tensor":
            self.names.add(name)
        elif annotation.split(".")[-1] == "Module":
            self.modules.add(name)

    def _read_uses(self) -> None:
        for node in self._code.of(ast.Attribute):
            name = node.value.id if isinstance(node.value, ast.Name) else "self"
            known = self.modules | self._code.imported | {"self"}
            if node.attr in USED_ALIKE and name not in known:
                self.names.add(name)

    def _read_assignments(self) -> None:
        for node in self._code.of(ast.stmt):
            pair = assigned(node)
            if pair and isinstance(pair[0], ast.Name) and self.is_tensor(pair[1]):
                self.names.add(pair[0].id)


def made(code: Code) -> Iterator[tuple[ast.Attribute, ast.Call]]:
    """Attributes of `self` to which something new is assigned, and what makes it."""
    for node in code.of(ast.stmt):
        pair = assigned(node)
        if pair and isinstance(pair[1], ast.Call) and own_attribute(pair[0]):
            assert isinstance(pair[0], ast.Attribute)
            yield pair[0], pair[1]


def registered(code: Code) -> Iterator[tuple[ast.Call, str, ast.expr]]:
    """Calls of `register_buffer`, each with name and value."""
    for node in code.of(ast.Call):
        if name_of(node) == "register_buffer" and len(node.args) >= 2:
            name, value = node.args[:2]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield node, name.value, value


def last_return(function: ast.FunctionDef) -> ast.Return | None:
    """Return a function's last statement, if it returns something."""
    body = [item for item in function.body if not is_text(item)]
    last = body[-1] if body else None
    return last if isinstance(last, ast.Return) and last.value else None

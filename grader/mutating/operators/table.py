"""All operators, and the mutants that they make of one exercise."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from grader.edits import Edit, Offsets
from grader.mutating.edits import EditError, apply_edits
from grader.mutating.operators import (
    activations,
    arithmetic,
    autograd,
    drawing,
    flow,
    names,
    places,
    registration,
    returns,
    shapes,
)
from grader.mutating.operators.code import Change, Code, assigned
from grader.parsing import parse
from grader.results import Kind

Operator = Callable[[Code], Iterator[Change]]


@dataclass(frozen=True)
class Mutant:
    """A wrong version of a reference that an operator made.

    Attributes:
        operator: Name of the operator.
        sentence: Names the mistake, to a student whose code reads like the reference.
        plain: Says to any other what it is like, after "it behaves as if".
        edits: What is replaced in the reference, and by what.
        line: Where in the reference it begins.
        loses: Kinds of checks that it may lose.
    """

    operator: str
    sentence: str
    plain: str
    edits: tuple[Edit, ...]
    line: int
    loses: frozenset[Kind]


# With what each does, in general words. In the order in which mutants are tried: of two
# that give the same program, the first one stays: the most particular comes first.
OPERATORS: dict[Operator, str] = {
    activations.activation_missing: "an activation is missing",
    activations.activation_swapped: "another activation is used",
    activations.activation_early: "an activation is applied too early",
    activations.activation_late: "an activation is applied too late",
    activations.activation_added: "an activation too many is applied",
    registration.super_init_missing: "`super().__init__()` is missing",
    registration.parameter_plain: "a tensor that should be learned is no Parameter",
    registration.parameter_buffer: "a tensor that should be learned is a buffer",
    registration.parameter_frozen: "a Parameter is frozen, so it never learns",
    registration.buffer_plain: "a constant is no buffer",
    registration.buffer_parameter: "a constant is a Parameter",
    registration.buffer_not_saved: "a buffer is left out of the `state_dict()`",
    registration.not_registered: "a layer is not registered with the module",
    registration.in_a_list: "what is to be learned sits in a plain list",
    registration.plain_container: "modules sit in a container that registers nothing",
    registration.added_plainly: "the modules sit in something that registers nothing",
    registration.misnamed: "an attribute has another name than asked for",
    registration.made_anew: "something is made anew in every call",
    registration.inside_left_out: "the modules inside are left out",
    autograd.detached: "a tensor leaves the autograd graph on the way",
    autograd.data: "a tensor is read past the autograd graph",
    autograd.number: "a tensor becomes a plain number, which has no gradient",
    autograd.no_grad: "a part runs without recording gradients",
    autograd.in_place: "a tensor is changed in place",
    autograd.leaves_torch: "the result is no tensor of torch",
    drawing.start_swapped: "first values come from another distribution",
    drawing.start_scaled: "first values are scaled",
    drawing.start_positive: "first values are never negative",
    drawing.seeded: "the random numbers are the same every time",
    drawing.layer_without_bias: "a layer is made without a bias",
    shapes.transposed: "a matrix is transposed, or factors are exchanged",
    shapes.reshaped: "the result has another shape",
    shapes.dimension: "a statistic runs over one dimension alone",
    shapes.keepdim: "a statistic keeps the dimensions that it runs over",
    shapes.reduction_swapped: "another statistic is taken",
    shapes.bias_of_statistic: "a statistic is divided by another number of elements",
    shapes.sizes_exchanged: "two sizes are exchanged",
    shapes.extra_dimension: "a tensor has a dimension too many",
    shapes.cousin: "a function is used that does nearly the same",
    shapes.along_the_last: "it goes along another dimension",
    places.place_left_out: "a new tensor has a dtype and a device of its own",
    places.move_missing: "something stays where it is, and as it is",
    places.move_lost: "nobody keeps the tensor that was brought elsewhere",
    places.move_fixed: "a device or a dtype is fixed, where it should follow",
    places.put_on_the_cpu: "a tensor is brought to the CPU, wherever it was",
    places.put_on_a_gpu: "a tensor is brought to a GPU, wherever it was",
    places.put_into_a_dtype: "a tensor is cast to one dtype, whatever it was",
    places.device_mistaken: "a device is named in another way",
    places.device_type_alone: "it is forgotten which of the GPUs it is",
    places.availability: "one GPU is as good as several",
    places.mode: "the mode of a net, or what it learns, is changed",
    names.default: "a default argument is another one, or missing",
    arithmetic.sign: "another arithmetic operator is used",
    arithmetic.minus_missing: "a minus sign is missing",
    arithmetic.term_missing: "a term, or a factor, is missing",
    arithmetic.order_of_terms: "two terms are exchanged",
    arithmetic.off_by_one: "a number is one too small, or too large",
    arithmetic.size_off_by_one: "a size, or an index, is one too small, or too large",
    arithmetic.other_float: "a constant has another value",
    arithmetic.comparison: "a comparison is another one, such as at its limit",
    names.mixed_up: "one thing is used where another one is meant",
    names.arguments_exchanged: "two arguments are taken in the wrong order",
    names.flag: "a flag is set the other way",
    names.not_called: "a method is named, but not called",
    names.call_missing: "a step is missing",
    flow.negated: "a condition decides the wrong way round",
    flow.not_asked: "a condition is missing",
    flow.other_logic: "`and` and `or` are exchanged",
    flow.fallback_missing: "one of two cases is missing",
    flow.bare_item: "what should be in a list is not",
    flow.loop_cut: "a loop leaves out some of its rounds",
    flow.loop_reversed: "a loop runs backwards",
    flow.partner_reversed: "two sequences are paired from different ends",
    flow.while_once: "a loop runs another number of rounds",
    flow.collected_wrongly: "results are collected in another way",
    flow.steps_exchanged: "two steps are exchanged",
    flow.another_exception: "another exception is raised, or none",
    flow.statement_missing: "a statement is missing",
    returns.return_missing: "a `return` is missing",
    returns.return_early: "`return` comes too early",
    returns.returned_in_something: "the result is wrapped in something",
    returns.kept: "a first result is kept, and returned ever after",
}


_ANY = frozenset(Kind)
# Kinds of checks that operators of a subject may make a reference lose.
_LOSES = {
    activations: {Kind.VALUE, Kind.DTYPE, Kind.GRADIENT},
    arithmetic: _ANY - {Kind.GRADIENT, Kind.INIT, Kind.MODE},
    autograd: _ANY - {Kind.INIT, Kind.NAMING},
    drawing: {Kind.INIT, Kind.PURITY, Kind.NAMING},
    places: _ANY - {Kind.INIT, Kind.NAMING},
    shapes: _ANY - {Kind.INIT, Kind.MODE, Kind.PURITY},
}


def mutants(source: str, exercise: str) -> Iterator[Mutant]:
    """Make wrong versions of one exercise of a reference, each another program.

    Raises:
        EditError: The reference does not define the exercise.
    """
    code = Code(source, exercise)
    lines, seen = Offsets(source), set[str]()
    for operator, plain in OPERATORS.items():
        for sentence, *edits in operator(code):
            try:
                program = apply_edits(code.source, edits)
            except EditError:
                continue
            tree = parse(program)
            if ast.dump(tree) not in seen and not _stands_still(tree):
                seen.add(ast.dump(tree))
                moved = tuple(_moved(edit, code.base) for edit in edits)
                line = lines.line_of(min(edit.start for edit in moved))
                loses = frozenset(_LOSES.get(_subject(operator), _ANY))
                yield Mutant(operator.__name__, sentence, plain, moved, line, loses)


def _subject(operator: Operator) -> ModuleType:
    return sys.modules[operator.__module__]


def _stands_still(tree: ast.Module) -> bool:
    """Whether something is assigned to itself: another mutant leaves it out."""
    pairs = (assigned(node) for node in ast.walk(tree) if isinstance(node, ast.stmt))
    return any(pair and ast.unparse(pair[0]) == ast.unparse(pair[1]) for pair in pairs)


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, edit.text)

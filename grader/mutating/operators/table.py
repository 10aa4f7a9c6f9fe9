"""All operators, and the mutants that they make of one exercise."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.mutating.edits import Edit, EditError, Offsets, apply_edits
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

Operator = Callable[[Code], Iterator[Change]]


@dataclass(frozen=True)
class Mutant:
    """A wrong version of a reference that an operator made.

    Attributes:
        operator: Name of the operator.
        sentence: Names the mistake, to a student who made it.
        edits: What is replaced in the reference, and by what.
        line: Where in the reference it begins.
    """

    operator: str
    sentence: str
    edits: tuple[Edit, ...]
    line: int


# In the order in which mutants are tried: of two that give the same program, the first
# one stays, so what is most particular comes first.
OPERATORS: dict[str, Operator] = {
    operator.__name__: operator
    for operator in (
        activations.activation_missing,
        activations.activation_swapped,
        activations.activation_early,
        activations.activation_late,
        activations.activation_added,
        registration.super_init_missing,
        registration.parameter_plain,
        registration.parameter_buffer,
        registration.parameter_frozen,
        registration.buffer_plain,
        registration.buffer_parameter,
        registration.buffer_not_saved,
        registration.not_registered,
        registration.in_a_list,
        registration.plain_container,
        registration.added_plainly,
        registration.misnamed,
        registration.made_anew,
        registration.inside_left_out,
        autograd.detached,
        autograd.data,
        autograd.number,
        autograd.no_grad,
        autograd.in_place,
        autograd.leaves_torch,
        drawing.start_swapped,
        drawing.start_scaled,
        drawing.start_positive,
        drawing.seeded,
        drawing.layer_without_bias,
        shapes.transposed,
        shapes.reshaped,
        shapes.dimension,
        shapes.keepdim,
        shapes.reduction_swapped,
        shapes.bias_of_statistic,
        shapes.sizes_exchanged,
        shapes.extra_dimension,
        shapes.cousin,
        shapes.along_the_last,
        places.place_left_out,
        places.move_missing,
        places.move_lost,
        places.move_fixed,
        places.put_on_the_cpu,
        places.put_on_a_gpu,
        places.put_into_a_dtype,
        places.device_mistaken,
        places.device_type_alone,
        places.availability,
        places.mode,
        names.default,
        arithmetic.sign,
        arithmetic.minus_missing,
        arithmetic.term_missing,
        arithmetic.order_of_terms,
        arithmetic.off_by_one,
        arithmetic.size_off_by_one,
        arithmetic.other_float,
        arithmetic.comparison,
        names.mixed_up,
        names.arguments_exchanged,
        names.flag,
        names.not_called,
        names.call_missing,
        flow.negated,
        flow.not_asked,
        flow.other_logic,
        flow.fallback_missing,
        flow.bare_item,
        flow.loop_cut,
        flow.loop_reversed,
        flow.partner_reversed,
        flow.while_once,
        flow.collected_wrongly,
        flow.steps_exchanged,
        flow.another_exception,
        flow.statement_missing,
        returns.return_missing,
        returns.return_early,
        returns.returned_in_something,
        returns.kept,
    )
}


def mutants(source: str, exercise: str) -> Iterator[Mutant]:
    """Make wrong versions of one exercise of a reference, each another program.

    Raises:
        EditError: The reference does not define the exercise.
    """
    code = Code(source, exercise)
    lines, seen = Offsets(source), set[str]()
    for name, operator in OPERATORS.items():
        for sentence, *edits in operator(code):
            try:
                program = apply_edits(code.source, edits)
            except EditError:
                continue
            tree = ast.parse(program)
            if ast.dump(tree) not in seen and not _stands_still(tree):
                seen.add(ast.dump(tree))
                moved = tuple(_moved(edit, code.base) for edit in edits)
                line = lines.line_of(min(edit.start for edit in moved))
                yield Mutant(name, sentence, moved, line)


def _stands_still(tree: ast.Module) -> bool:
    """Whether something is assigned to itself: another mutant leaves it out."""
    pairs = (assigned(node) for node in ast.walk(tree) if isinstance(node, ast.stmt))
    return any(pair and ast.unparse(pair[0]) == ast.unparse(pair[1]) for pair in pairs)


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, edit.text)

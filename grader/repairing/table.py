"""All repairs, and the symptoms that they fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from grader.repairing import (
    autograd,
    constructors,
    dropped,
    exchanged,
    keys,
    layers,
    methods,
    misspelt,
    outside,
    places,
    purity,
    registration,
    relatives,
    returns,
    simpler,
    superfluous,
    unknown,
    wrapping,
)
from grader.repairing.case import Case
from grader.repairing.code import Change, Code
from grader.results import Kind

Suggester: TypeAlias = Callable[[Code, Case], Iterator[Change]]

EVERY = frozenset(Kind)
NUMBERS = frozenset({Kind.SHAPE, Kind.VALUE, Kind.CONTRACT})
NAMES = frozenset({Kind.NAMING, Kind.SERIALIZATION})
SIZES = frozenset({Kind.SHAPE, Kind.NAMING})
GRADIENT = frozenset({Kind.GRADIENT})
PLACES = frozenset({Kind.DEVICE, Kind.DTYPE})
STEPS = NUMBERS | PLACES | GRADIENT
PURITY = frozenset({Kind.PURITY})
NONE: frozenset[Kind] = frozenset()

UNKNOWN = r"NameError|UnboundLocalError"
NO_ATTRIBUTE = r"object has no attribute"
NO_SUPER = (
    r"Module\.__init__\(\)|attribute '_(parameters|modules|buffers|\w+hooks\w*)'"
    r"|descriptor '__init__'|super\(type, obj\)|'super' object"
)
ARGUMENTS = r"positional arguments? but|missing \d+ required positional"
NO_METHOD = rf'required "forward"|{ARGUMENTS}|takes no arguments'
SHAPES = (
    r"shapes cannot be|size of tensor|must match|mat1|mat2|[Dd]imension|size mismatch"
    r"|maximum size|non-negative|invalid for input|expects each tensor"
)
DEVICES = r"same device|two devices|same dtype|scalar type|expected .* dtype"
GRADS = r"require grad|requires grad|converted to (Python s|S)calar|can't convert cuda"
NOT_CALLED = (
    r"'(method|function|builtin_function_or_method|method_descriptor)'"
    r"|Module subclass|must be Tensor, not [A-Z]"
)
NOT_APPLIED = (
    r"not [A-Z]\w+\b|Boolean value of Tensor|unsupported operand|'[A-Z]\w+' object"
)
INTEGERS = r"KeyError|should be a string|must be string|not \"int\"\) to str"
VAIN = r"object is not callable"
NO_TENSOR = r"must be Tensor, not (int|float)"
REFUSED = r"^\w*(Assertion|Value|Type|Runtime)Error"
NO_LIST = r"object is not subscriptable|has no len\(\)|not reversible"
NO_TEXT = r"can only concatenate str|must be str, not|unsupported operand .* 'str'"
NO_DEVICE = r"device string|Expected one of cpu"
PYTHONS = r"Boolean value of Tensor|sum\(\) received|number of sizes provided"
IN_PLACE = r"in-?place operation|leaf Variable"


FITS_BEST = 4


@dataclass(frozen=True)
class Rule:
    """A kind of repair.

    Attributes:
        suggest: Makes such repairs of one definition.
        kinds: The checks that it may mend.
        message: Exceptions that it may mend, as a pattern.
        last: Whether it is tried after all that are not so.
    """

    suggest: Suggester
    kinds: frozenset[Kind] = NONE
    message: str = ""
    last: bool = False

    def fit(self, case: Case) -> int:
        """How well it fits: 4 an exception, 3 a check, 2 one that raised, 1 last."""
        if self.message and any(case.matches(self.message)):
            return FITS_BEST
        fits = (self._kind_fits(item.kind, item.type) for item in case.symptoms)
        best = max(fits, default=0)
        return min(best, 1) if self.last else best

    def _kind_fits(self, kind: str, exception: str) -> int:
        if kind not in self.kinds:
            return 0
        return 2 if exception else 3


# Of two that fit equally well, the one that comes first is tried first.
RULES = (
    Rule(unknown.not_imported, NONE, UNKNOWN),
    Rule(unknown.self_missing, NONE, UNKNOWN),
    Rule(unknown.name_misspelt, NONE, UNKNOWN),
    Rule(unknown.library_name, NONE, UNKNOWN),
    Rule(constructors.super_init, EVERY, NO_SUPER),
    Rule(misspelt.attribute_misspelt, NONE, NO_ATTRIBUTE),
    Rule(misspelt.library_misspelt, NONE, misspelt.NOT_IN_MODULE),
    Rule(misspelt.module_called, NONE, "'module' object is not callable"),
    Rule(misspelt.keyword_misspelt, NONE, f"{misspelt.UNEXPECTED}|{misspelt.INVALID}"),
    Rule(methods.misnamed, EVERY, f"{NO_METHOD}|{NO_ATTRIBUTE}"),
    Rule(methods.nested, EVERY, NO_METHOD),
    Rule(methods.outside, EVERY, f"{NO_METHOD}|{NO_ATTRIBUTE}"),
    Rule(methods.self_missing, EVERY, f"{ARGUMENTS}|name 'self'"),
    Rule(layers.self_given, NONE, ARGUMENTS),
    Rule(methods.star_missing, NONE, r"takes 2 positional arguments but"),
    Rule(layers.function_for_layer, NONE, f"{NO_TENSOR}|{ARGUMENTS}"),
    Rule(misspelt.self_superfluous, NONE, NO_ATTRIBUTE),
    Rule(dropped.called_in_vain, NONE, VAIN),
    Rule(dropped.not_called, PLACES | NUMBERS | GRADIENT, NOT_CALLED),
    Rule(layers.not_applied, NUMBERS, NOT_APPLIED),
    Rule(misspelt.method_misspelt, NONE, NO_ATTRIBUTE),
    Rule(keys.integer_keys, NAMES, INTEGERS),
    Rule(returns.return_missing, EVERY, "NoneType"),
    Rule(wrapping.guarded, NONE, "NoneType"),
    Rule(dropped.compared, EVERY, f"{NO_ATTRIBUTE}|{UNKNOWN}"),
    Rule(dropped.out_given, NONE, r"functions with out="),
    Rule(layers.result_for_layer, NONE, r"as child module"),
    Rule(methods.star_superfluous, NONE, rf"not tuple|'tuple' object|{ARGUMENTS}"),
    Rule(wrapping.indexed, NONE, NO_LIST),
    Rule(wrapping.counted, NONE, r"'int' (object )?is not iterable"),
    Rule(wrapping.number_in_text, NONE, NO_TEXT),
    Rule(wrapping.device_type, NONE, NO_DEVICE),
    Rule(wrapping.name_quoted, NAMES, NO_DEVICE),
    Rule(wrapping.listed, PURITY | {Kind.CONTRACT}),
    Rule(relatives.builtin, NUMBERS, PYTHONS),
    Rule(autograd.leaf_written, NONE, r"leaf [Vv]ariable"),
    Rule(superfluous.returned, NONE, r"__init__\(\) should return None"),
    Rule(registration.parameter_plain, NONE, r"object to parameter"),
    Rule(registration.name_taken, NONE, r"attribute '\w+' already exists"),
    Rule(places.device_assigned, NONE, r"not writable"),
    Rule(dropped.nothing_kept, EVERY, "NoneType"),
    Rule(outside.default_kept, EVERY - NAMES),
    Rule(outside.list_outside, EVERY - NAMES),
    Rule(returns.return_in_loop, NUMBERS | PURITY | GRADIENT | {Kind.DEVICE}),
    Rule(superfluous.refusal, NONE, REFUSED),
    Rule(superfluous.view, NONE, "view size is not compatible"),
    Rule(superfluous.training, frozenset({Kind.MODE})),
    Rule(superfluous.decorator, PURITY),
    Rule(purity.in_place, PURITY, IN_PLACE),
    Rule(purity.input_not_copied, PURITY, IN_PLACE),
    Rule(purity.state_kept, PURITY),
    Rule(superfluous.statement, PURITY | {Kind.MODE}),
    Rule(autograd.leaves_graph, GRADIENT | {Kind.MODE}, GRADS),
    Rule(dropped.result_dropped, EVERY - NAMES, f"{DEVICES}|{SHAPES}"),
    Rule(places.doubled, PLACES, DEVICES),
    Rule(places.fixed, PLACES, DEVICES),
    Rule(places.factories, PLACES, DEVICES),
    Rule(registration.misnamed, NAMES),
    Rule(exchanged.parameters_exchanged, SIZES, SHAPES),
    Rule(registration.plain_tensor, NAMES | GRADIENT),
    Rule(registration.plain_buffer, NAMES | PLACES, DEVICES),
    Rule(registration.buffer_for_parameter, NAMES | GRADIENT),
    Rule(registration.plain_container, NAMES | PLACES | GRADIENT),
    Rule(registration.method_hidden, NAMES, "object is not callable"),
    Rule(exchanged.targets_exchanged, NONE, NO_ATTRIBUTE),
    Rule(relatives.activation, frozenset({Kind.VALUE})),
    Rule(relatives.relative, NUMBERS),
    Rule(relatives.counterpart, NUMBERS),
    Rule(relatives.rounded, frozenset({Kind.SHAPE})),
    Rule(relatives.slice_end, NUMBERS, SHAPES),
    Rule(exchanged.sizes_exchanged, SIZES, SHAPES),
    Rule(exchanged.factors_exchanged, NUMBERS, SHAPES),
    Rule(autograd.leaves_graph, frozenset({Kind.CONTRACT})),
    Rule(superfluous.raising, NONE, REFUSED, last=True),
    Rule(simpler.comparison, STEPS, last=True),
    Rule(simpler.step, STEPS, last=True),
    Rule(simpler.operand, STEPS, last=True),
    Rule(relatives.cousin, NUMBERS, last=True),
    Rule(simpler.keyword, STEPS, last=True),
)

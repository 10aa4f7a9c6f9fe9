"""The properties that checks follow from a declaration for: their kinds and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from grader.results import Kind

What = Literal["module", "function"]


@dataclass(frozen=True)
class Property:
    """A property that a declaration makes a check of.

    Attributes:
        kind: Kind of the check.
        name: Last part of its id, unless an author gives another.
        titles: Its title for a module, and for a function; none where only the
            author can say what is asked for.
        hint: A question for who fails it, where it fails of few causes.
        draws: How often it runs.
    """

    kind: Kind
    name: str
    titles: Mapping[What, str] = field(default_factory=dict)
    hint: str = ""
    draws: int = 1


PROPERTIES = {
    "contract": Property(Kind.CONTRACT, "can_be_called"),
    "shape": Property(Kind.SHAPE, "shape_of_the_result"),
    "value": Property(Kind.VALUE, "values_of_the_result"),
    "gradient": Property(
        Kind.GRADIENT,
        "reaches_everything",
        hint="Which step to the output does autograd not record?",
    ),
    "naming": Property(
        Kind.NAMING,
        "parameters_by_name",
        hint="Which names and shapes does the docstring give?",
    ),
    "init": Property(Kind.INIT, "starts_as_asked"),
    "dtype": Property(
        Kind.DTYPE,
        "computes_in_its_dtype",
        {
            "module": "After `.double()`, it computes in float64 from end to end.",
            "function": "The result has the dtype of the arguments, and its precision.",
        },
    ),
    "mode": Property(
        Kind.MODE,
        "same_in_evaluation",
        {"module": "In evaluation mode, results and gradients are the same."},
        hint="What may `train()` and `eval()` change here?",
    ),
    "strides": Property(
        Kind.VALUE,
        "any_strides",
        {
            "module": "The input may be transposed, strided or part of another tensor.",
            "function": "Tensors may be transposed, strided or part of other tensors.",
        },
    ),
    "purity": Property(
        Kind.PURITY,
        "leaves_no_trace",
        {
            "module": "A call leaves its input, the net and the random state alone.",
            "function": "A call leaves its arguments and the random state alone.",
        },
        hint="What is different after the call?",
    ),
    "device": Property(
        Kind.DEVICE,
        "stays_on_the_device",
        {
            "module": "After `.to(device)`, the output is on that device, on any one.",
            "function": "The result is on the device of the arguments, on any one.",
        },
        hint="Where is a tensor made that is made on the way?",
    ),
    "on": Property(Kind.DEVICE, "on_several_machines"),
    "serialization": Property(
        Kind.SERIALIZATION,
        "state_dict_restores_it",
        {"module": "A second one that loads its `state_dict` gives the same outputs."},
        hint="What does the `state_dict()` hold?",
    ),
}
STANDARD: dict[What, tuple[str, ...]] = {
    "module": ("dtype", "mode", "strides", "purity", "device", "serialization"),
    "function": ("dtype", "strides", "purity", "device"),
}

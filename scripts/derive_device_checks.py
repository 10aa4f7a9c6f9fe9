"""Write `grader/devices/kernels.json`: how each CUDA kernel refuses mixed devices.

    pip install pyyaml
    python scripts/derive_device_checks.py            # write the file
    python scripts/derive_device_checks.py --check    # fail if the file is stale

PyTorch generates the outermost function of every CUDA kernel from
`native_functions.yaml`. The torch wheel brings that file and the generator
(`torchgen`), so this script runs the generator and reads what it wrote: the names
in the file are those of the installed torch. `pyyaml` is what torchgen needs; torch
itself does not install it.

Only operators that can meet two devices are listed: those with two tensor arguments
(`out=` counts) or with a list of tensors. Keys are `OpOverload.name()`.

    torch      the version the file was derived from
    checked    operator -> the method name quoted in "Expected all tensors to be on
               the same device, but got mat2 is on cpu, different from other tensors
               on cuda:0 (when checking argument in method wrapper_CUDA_mm)".
               Compared are the `out` arguments first, then the positional ones in
               the order of the schema. Keyword-only arguments other than `out` are
               not compared; absent optional tensors are passed over; the elements
               of a list are compared one by one. The first tensor sets the device,
               the first that differs is named by its argument: a 0-dim CPU tensor
               is refused like any other.
    iterated   no such check: TensorIterator compares, outputs first, then inputs.
               The first device that is not the CPU is the common one and is named
               first: "Expected all tensors to be on the same device, but found at
               least two devices, cuda:0 and cpu!".
    strict     those of `iterated` that take no 0-dim CPU tensor. The others take one
               as an input; a second one: "Trying to pass too many CPU scalars to
               non-CPU kernel!". Two devices besides the CPU never mix.
    scalars    those of `iterated` that take it in one place only: the argument's name.
    resized    `out=` of operators without such a check that are structured but not
               iterated: "Expected out tensor to have device cuda:0, but got cpu
               instead" (register_dispatch_key.py, gen_resize_out_helper).
    own        a CUDA kernel that checks for itself, or not at all.
    composite  no CUDA kernel: one function for all devices, which calls others
               (`out=` overloads, made from the operator without, are left out).

Source: torchgen/dest/register_dispatch_key.py (gen_device_check,
wrapper_kernel_sig), ATen/core/op_registration/adaption.h
(check_and_update_common_device), ATen/TensorIterator.cpp (compute_types).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
import torchgen
from torchgen.dest import RegisterDispatchKey
from torchgen.gen import get_grouped_native_functions, parse_native_yaml
from torchgen.model import DispatchKey, SchemaKind
from torchgen.selective_build.selector import SelectiveBuilder
from torchgen.utils import Target

if TYPE_CHECKING:
    from torchgen.gen import ParsedYaml
    from torchgen.model import Argument, NativeFunction

DESTINATION = Path(__file__).parent.parent / "grader" / "devices" / "kernels.json"
CHECK = re.compile(
    r'check_and_update_common_device\(common_device, \w+, "(\w+)", "(\w+)"\)'
)
REGISTRATION = re.compile(r'm\.impl\("([^"]+)",\s*TORCH_FN\((\w+)\)')

# Structured upon TensorIterator, yet built with check_all_same_device(false): CUDA
# takes index tensors from the CPU. Source: ATen/native/TensorAdvancedIndexing.cpp
UNCHECKED_ITERATION = {"index.Tensor", "index.Tensor_out"}

# Not structured upon it, yet their first step is a TensorIterator. Source:
# ATen/native/BinaryOps.cpp, UnaryOps.cpp, ReduceOps.cpp, Activation.cpp,
# TensorAdvancedIndexing.cpp, cuda/Loss.cu, cuda/Distributions.cpp
ITERATED_BY_SOURCE = {
    "__ilshift__.Tensor",
    "__irshift__.Tensor",
    "__lshift__.Tensor",
    "__rshift__.Tensor",
    "abs.out",
    "angle.out",
    "binary_cross_entropy",
    "binary_cross_entropy.out",
    "binomial",
    "floor_divide",
    "floor_divide.out",
    "floor_divide_.Tensor",
    "hardswish.out",
    "hardtanh.out",
    "index_fill_.int_Scalar",
    "logical_and.out",
    "logical_not.out",
    "logical_or.out",
    "logical_xor.out",
    "rsub.Tensor",
    "std.correction_out",
    "var.correction_out",
}

# Of several inputs, none may be a CPU scalar: built without allow_cpu_scalars(true),
# or refused by the function around it, or by gpu_kernel() (cuda/Loops.cuh). Source:
# ATen/native/PointwiseOps.cpp, TensorCompare.cpp, BinaryOps.cpp, cuda/Loops.cuh
STRICT = {
    "addcdiv",
    "addcdiv.out",
    "addcdiv_",
    "binomial",
    "clamp.Tensor_out",
    "index_fill_.int_Scalar",
    "lerp.Scalar",
    "lerp.Scalar_out",
    "lerp_.Scalar",
    "mse_loss",
    "mse_loss.out",
    "smooth_l1_loss",
    "smooth_l1_loss.out",
}

# A CPU scalar is taken in one place only. Source: ATen/native/cuda/Lerp.cu,
# PointwiseOpsKernel.cu, Loss.cu
SCALARS = {
    "addcmul": "tensor2",
    "addcmul.out": "tensor2",
    "addcmul_": "tensor2",
    "binary_cross_entropy": "weight",
    "binary_cross_entropy.out": "weight",
    "lerp.Tensor": "weight",
    "lerp.Tensor_out": "weight",
    "lerp_.Tensor": "weight",
}


@dataclass(frozen=True)
class Kernels:
    """What the generator says about the CUDA kernels of one torch.

    Attributes:
        functions: The entries of `native_functions.yaml`, by operator.
        wrappers: The function that is registered for an operator.
        compared: The functions that compare devices before they call the kernel, with
            the names of the arguments that they compare, in order.
        composite: The operators without a CUDA kernel that serve all devices.
    """

    functions: dict[str, NativeFunction]
    wrappers: dict[str, str]
    compared: dict[str, list[str]]
    composite: set[str]


def read_kernels() -> Kernels:
    """Generate the CUDA registrations of the installed torch and read them."""
    folder = Path(torchgen.__file__).parent / "packaged" / "ATen" / "native"
    parsed = parse_native_yaml(
        str(folder / "native_functions.yaml"), str(folder / "tags.yaml")
    )
    compared: dict[str, list[str]] = {}
    for method, argument in CHECK.findall(
        generate(parsed, Target.ANONYMOUS_DEFINITION)
    ):
        compared.setdefault(method, []).append(argument)
    wrappers = dict(REGISTRATION.findall(generate(parsed, Target.REGISTRATION)))
    explicit = parsed.backend_indices[DispatchKey.CompositeExplicitAutograd]
    functional = parsed.backend_indices[
        DispatchKey.CompositeExplicitAutogradNonFunctional
    ]
    functions = {str(each.func.name): each for each in parsed.native_functions}
    return Kernels(
        functions=functions,
        wrappers=wrappers,
        compared=compared,
        composite={
            name
            for name, each in functions.items()
            if name not in wrappers
            and each.func.kind() is not SchemaKind.out
            and (explicit.has_kernel(each) or functional.has_kernel(each))
        },
    )


def generate(parsed: ParsedYaml, target: Target) -> str:
    """Return the C++ text that torchgen writes for CUDA, as PyTorch's build does."""
    generator = RegisterDispatchKey(
        parsed.backend_indices[DispatchKey.CUDA],
        target,
        SelectiveBuilder.get_nop_selector(),
        rocm=False,
        symint=True,
        class_method_name=None,
        skip_dispatcher_op_registration=False,
    )
    groups = get_grouped_native_functions(parsed.native_functions)
    return "\n".join(text for group in groups for text in generator(group))


def can_mix(function: NativeFunction) -> bool:
    """Tell whether a call can meet tensors of two devices."""
    tensors = tensor_arguments(function)
    return len(tensors) > 1 or any(each.type.is_list_like() for each in tensors)


def tensor_arguments(function: NativeFunction) -> list[Argument]:
    """List the arguments that hold tensors, in the order of the schema."""
    arguments = function.func.arguments.flat_all
    return [each for each in arguments if each.type.is_tensor_like()]


def takes_cpu_scalar(function: NativeFunction) -> bool:
    """Tell whether an iterated operator takes a 0-dim CPU tensor as an input."""
    outputs = function.func.arguments.out
    inputs = [each for each in tensor_arguments(function) if each not in outputs]
    return len(inputs) > 1 and str(function.func.name) not in STRICT


def is_structured(function: NativeFunction) -> bool:
    """Tell whether torchgen writes the function around a structured kernel."""
    return function.structured or function.structured_delegate is not None


def is_iterated(kernels: Kernels, name: str) -> bool:
    """Tell whether TensorIterator compares the devices of the operator's tensors."""
    if name in UNCHECKED_ITERATION:
        return False
    function = kernels.functions[name]
    if function.structured_delegate is not None:
        function = kernels.functions[str(function.structured_delegate)]
    return function.structured_inherits is not None or name in ITERATED_BY_SOURCE


def classify(kernels: Kernels) -> dict[str, Any]:
    """Sort the operators by the part of torch that refuses mixed devices."""
    mixing = {name for name, each in kernels.functions.items() if can_mix(each)}
    with_kernel = mixing & set(kernels.wrappers)
    checked = {
        name for name in with_kernel if kernels.wrappers[name] in kernels.compared
    }
    iterated = {name for name in with_kernel - checked if is_iterated(kernels, name)}
    resized = {
        name
        for name in with_kernel - checked - iterated - UNCHECKED_ITERATION
        if is_structured(kernels.functions[name])
    }
    sets = {
        "iterated": iterated,
        "strict": {n for n in iterated if not takes_cpu_scalar(kernels.functions[n])},
        "resized": resized,
        "own": with_kernel - checked - iterated - resized,
        "composite": mixing & kernels.composite,
    }
    return {
        "torch": torch.__version__.split("+")[0],
        "checked": {
            f"aten::{name}": kernels.wrappers[name] for name in sorted(checked)
        },
        "scalars": {f"aten::{name}": SCALARS[name] for name in sorted(SCALARS)},
        **{key: [f"aten::{name}" for name in sorted(sets[key])] for key in sets},
    }


def derive() -> str:
    """Return the text of `kernels.json` for the installed torch."""
    return json.dumps(classify(read_kernels()), indent=0) + "\n"


def main() -> int:
    """Write the file, or with `--check` tell whether it is what would be written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; compare")
    text = derive()
    if not parser.parse_args().check:
        DESTINATION.write_text(text, encoding="utf-8")
    elif DESTINATION.read_text(encoding="utf-8") != text:
        sys.stderr.write(f"{DESTINATION}: stale; run this script without --check\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

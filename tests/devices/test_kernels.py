"""The table of what CUDA's kernels compare: derived from torch, and well formed."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch

ROOT = Path(__file__).parents[2]
TABLE: dict[str, Any] = json.loads(
    (ROOT / "grader" / "devices" / "kernels.json").read_text("utf-8")
)
KINDS = ("checked", "iterated", "resized", "own", "composite")
INSTALLED = torch.__version__.split("+")[0]

of_this_torch = pytest.mark.skipif(
    TABLE["torch"] != INSTALLED,
    reason=f"kernels.json was derived from torch {TABLE['torch']}, not {INSTALLED}",
)


@pytest.fixture(scope="module")
def derivation() -> Iterator[ModuleType]:
    """The script that writes the table."""
    pytest.importorskip("yaml", reason="torchgen needs pyyaml to read torch's sources")
    path = ROOT / "scripts" / "derive_device_checks.py"
    spec = importlib.util.spec_from_file_location("derive_device_checks", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module  # where dataclasses look it up
    spec.loader.exec_module(module)
    yield module
    del sys.modules[module.__name__]


@pytest.fixture(scope="module")
def kernels(derivation: ModuleType) -> Any:
    """What torchgen writes around the CUDA kernels of the installed torch."""
    return derivation.read_kernels()


def _operator(name: str) -> torch._ops.OpOverload:
    packet, _, overload = name.removeprefix("aten::").partition(".")
    found: torch._ops.OpOverload = getattr(
        getattr(torch.ops.aten, packet), overload or "default"
    )
    return found


@pytest.mark.rest
@of_this_torch
def test_table_is_what_the_script_derives(derivation: ModuleType, kernels: Any) -> None:
    """The shipped table is what the script derives from the installed torch."""
    assert derivation.classify(kernels) == TABLE


@of_this_torch
def test_wrappers_compare_results_first_and_then_positional_arguments(
    kernels: Any,
) -> None:
    """A wrapper compares `out`, then what can be given by position, in order."""
    for name, method in TABLE["checked"].items():
        arguments = [
            argument
            for argument in _operator(name)._schema.arguments
            if "Tensor" in str(argument.type)
        ]
        results = [each.name for each in arguments if each.is_out]
        positional = [each.name for each in arguments if not each.kwarg_only]
        assert kernels.compared[method] == results + positional, name


@of_this_torch
@pytest.mark.parametrize("kind", KINDS)
def test_every_operator_of_the_table_is_torchs(kind: str) -> None:
    """Each key is the name of an operator, and it can be given several tensors."""
    for name in TABLE[kind]:
        operator = _operator(name)
        types = [str(argument.type) for argument in operator._schema.arguments]
        assert operator.name() == name  # type: ignore[no-untyped-call]
        assert sum("Tensor" in type_ for type_ in types) > 1 or any(
            "List[Tensor]" in type_ or "List[Optional[Tensor]]" in type_
            for type_ in types
        ), name


def test_an_operator_is_of_one_kind() -> None:
    """One part of torch compares an operator's devices; the exceptions are a part."""
    names = [name for kind in KINDS for name in TABLE[kind]]
    assert len(names) == len(set(names))
    assert set(TABLE["strict"]) < set(TABLE["iterated"])
    assert set(TABLE["scalars"]) < set(TABLE["iterated"]) - set(TABLE["strict"])


@of_this_torch
def test_a_number_from_the_cpu_goes_into_an_input() -> None:
    """Where only one place takes a CPU scalar, that place is an input."""
    for name, place in TABLE["scalars"].items():
        arguments = {each.name: each for each in _operator(name)._schema.arguments}
        assert not arguments[place].is_out, name


@pytest.mark.parametrize(
    ("operator", "method"),
    [
        # github.com/kijai/ComfyUI-FluxTrainer/issues/116
        ("aten::addmm", "wrapper_CUDA_addmm"),
        # github.com/Lightricks/LTX-Video/issues/24
        ("aten::mm", "wrapper_CUDA_mm"),
        # github.com/XiaoxinHe/G-Retriever/issues/38
        ("aten::index_select", "wrapper_CUDA__index_select"),
        # github.com/Ending2015a/hash-grid-encoding/issues/3
        ("aten::clamp.Tensor", "wrapper_CUDA_clamp_Tensor"),
        # Structured kernels name the overload last, others first: torchgen's
        # api/native.py, name, and register_dispatch_key.py, wrapper_kernel_sig
        ("aten::mm.out", "wrapper_CUDA_mm_out_out"),
        ("aten::bucketize.Tensor", "wrapper_CUDA_Tensor_bucketize"),
    ],
)
def test_wrappers_have_the_names_that_users_report(operator: str, method: str) -> None:
    """Structured kernels and others are named by different rules."""
    assert TABLE["checked"][operator] == method


@pytest.mark.parametrize(
    ("operator", "kind"),
    [
        # "at least two devices, cuda:0 and cpu!": ATen/TensorIterator.cpp
        ("aten::add.Tensor", "iterated"),
        ("aten::mul_.Tensor", "iterated"),
        ("aten::eq.Tensor", "iterated"),
        ("aten::mse_loss", "iterated"),
        # built without allow_cpu_scalars(true): ATen/native/PointwiseOps.cpp
        ("aten::addcdiv", "strict"),
        # "CPU Scalar support for tensor1 argument is not supported when calling
        # addcmul on CUDA tensors": ATen/native/cuda/PointwiseOpsKernel.cu
        ("aten::addcmul", "scalars"),
        # "Expected out tensor to have device": torchgen, gen_resize_out_helper
        ("aten::sum.IntList_out", "resized"),
        # "indices should be either on cpu or on the same device as the indexed
        # tensor": ATen/native/TensorAdvancedIndexingUtils.h
        ("aten::index.Tensor", "own"),
        # "expected self and mask to be on the same device": cuda/Indexing.cu
        ("aten::masked_fill_.Scalar", "own"),
        # "Input type and weight type should be the same": Convolution.cpp
        ("aten::convolution", "composite"),
        ("aten::copy_", "composite"),
    ],
)
def test_the_part_of_torch_that_compares(operator: str, kind: str) -> None:
    """What refuses is the part of torch whose source holds the text."""
    assert operator in TABLE[kind]

"""Real and simulated GPUs answer the programs alike."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
import torch

from tests.devices.agreement import programs, standin
from tests.devices.agreement.__main__ import page
from tests.devices.agreement.comparing import (
    deviations,
    differences,
    told,
    without_devices,
)
from tests.devices.agreement.outcome import Outcome, outcome, returned
from tests.devices.agreement.page import PAGE
from tests.devices.agreement.program import Program, known_programs, program_named
from tests.devices.agreement.recording import (
    RECORD,
    SCRIPT,
    read_record,
    recorded_outcome,
)
from tests.devices.agreement.worlds import on_cpu, really, simulated
from tests.tiers import sample

KNOWN = known_programs()
CARDS = torch.cuda.device_count() if torch.version.cuda else 0
# What students write, as the course's goals for simulated GPUs list it.
COVERED = """
torch.ones( torch.zeros( torch.rand( torch.randn( torch.full( torch.arange( torch.eye(
torch.linspace( torch.tensor( torch.as_tensor( torch.empty( zeros_like( ones_like(
full_like( empty_like( new_ones( new_zeros( new_full( new_tensor( .to( .cuda( .cpu(
.device .is_cuda .get_device( .type( torch.cuda.device_count( torch.cuda.is_available(
torch.cuda.current_device( torch.cuda.set_device( torch.cuda.get_device_name(
torch.cuda.device( torch.cuda.synchronize( torch.cuda.memory_allocated(
torch.cuda.memory_reserved( torch.cuda.empty_cache( torch.cuda.Stream(
torch.cuda.Event( torch.device( torch.set_default_device( torch.get_default_device(
torch.Generator( .apply( register_buffer( nn.Parameter( nn.ParameterList(
nn.ParameterDict( nn.LazyLinear( nn.RNN( nn.LSTM( nn.GRU( nn.BatchNorm1d( nn.Dropout(
nn.MultiheadAttention( nn.TransformerEncoderLayer( nn.TransformerDecoderLayer(
torch.optim.SGD( torch.optim.Adam( state_dict( load_state_dict( torch.save(
torch.load( map_location= deepcopy( pickle.dumps( register_hook(
register_forward_hook( register_full_backward_hook( torch.autograd.Function
torch.autograd.grad( gradcheck( DataParallel( scatter( gather( replicate(
nn.utils.clip_grad_norm_( nn.utils.parameters_to_vector( .add_( .view( .T copy_( out=
pin_memory=True DataLoader( str(X) .numpy( .item( .backward( gpus=0
"""


def named(made: Program | None) -> str:
    """Name a program in the ids of tests."""
    return "none" if made is None else f"{made.theme}.{made.name}"


each_program = pytest.mark.parametrize("made", sample(KNOWN, 5), ids=named)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """Keep what programs did in the simulation: each is run once."""
    return {}


def once(made: Program, outcomes: dict[str, Outcome]) -> Outcome:
    """Return what a program does in the simulation."""
    if made.name not in outcomes:
        outcomes[made.name] = simulated(made)
    return outcomes[made.name]


@each_program
def test_simulation_does_what_the_program_declares(
    made: Program, outcomes: dict[str, Outcome]
) -> None:
    """A sound program returns where it says; CUDA's words refuse a faulty one."""
    found = [str(difference) for difference in deviations(made, once(made, outcomes))]

    if made.differs:
        assert found, "the simulation agrees now: take `differs` back"
    else:
        assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "made", sample((m for m in KNOWN if m.runs_on_cpu), 5), ids=named
)
def test_simulated_values_are_those_of_the_cpu(
    made: Program, outcomes: dict[str, Outcome]
) -> None:
    """Unless it draws on a device, a program gives the values that the CPU gives."""
    here, there = once(made, outcomes), on_cpu(made)

    assert there.kind == "returned", told(there)
    if not made.differs:
        assert without_devices(here, made) == without_devices(there, made)


@pytest.mark.gpu
@pytest.mark.parametrize(
    "made",
    [made for made in KNOWN if CARDS and made.gpus <= CARDS]
    or [pytest.param(None, marks=pytest.mark.skip("no CUDA device is here"))],
    ids=named,
)
def test_real_and_simulated_devices_agree(
    made: Program, outcomes: dict[str, Outcome]
) -> None:
    """Outcome, devices, errors and values are the same on real and simulated GPUs."""
    real = really(made)
    found = differences(real, once(made, outcomes), made.compares)

    assert bool(found) == bool(made.differs), "\n".join(map(str, found))


@pytest.mark.parametrize(
    "made",
    list(KNOWN)
    if RECORD.exists()
    else [
        pytest.param(
            None,
            marks=pytest.mark.skip(
                "no outcomes of a real GPU are recorded; "
                f"run {SCRIPT} on a machine with CUDA"
            ),
        )
    ],
    ids=named,
)
def test_simulation_agrees_with_the_record(
    made: Program, outcomes: dict[str, Outcome]
) -> None:
    """The simulation does what a real card was recorded to do."""
    record = read_record()
    assert record is not None
    here, there = torch.__version__, record.machine.torch
    if here.split(".")[:2] != there.split(".")[:2]:
        pytest.skip(f"recorded with PyTorch {there}; here is {here}")
    real = recorded_outcome(record, made)
    if real is None:
        pytest.skip(f"not recorded: it needs {made.gpus} cards")
    found = differences(real, once(made, outcomes), made.compares)

    assert bool(found) == bool(made.differs), "\n".join(map(str, found))


@pytest.mark.parametrize(
    "made", sample((m for m in KNOWN if not m.unseen), 5), ids=named
)
def test_simulation_agrees_with_the_cuda_build_of_torch(
    made: Program, outcomes: dict[str, Outcome]
) -> None:
    """Devices, forms and refusals are those of torch's CUDA build on the stand-in."""
    record = standin.read()
    seen = standin.seen_of(record, made)
    if seen is None:
        pytest.skip("its outcome depends on values, which the stand-in has none of")
    found = standin.unlike(made, record, seen, once(made, outcomes))

    if made.differs:
        assert found or not standin.same_torch(record), "take `differs` back"
    else:
        assert not found, "\n".join(map(str, found))


@pytest.mark.rest
def test_page_is_up_to_date(outcomes: dict[str, Outcome]) -> None:
    """docs/agreement.md says what is so now."""
    assert PAGE.read_text(encoding="utf-8") == page(outcomes), (
        "write it anew: python -m tests.devices.agreement"
    )


def test_programs_are_many_and_half_of_them_faulty() -> None:
    """There are at least 180 programs; 40 to 60 % of them are faulty."""
    assert len(KNOWN) >= 180
    assert 0.4 <= sum(made.faulty for made in KNOWN) / len(KNOWN) <= 0.6


def test_programs_cover_what_students_write() -> None:
    """Every construct that simulated GPUs promise is used by some program."""
    folder = Path(programs.__path__[0])
    text = "\n".join(file.read_text("utf-8") for file in folder.glob("*.py"))

    assert [words for words in COVERED.split() if words not in text] == []


def test_programs_are_short() -> None:
    """A program is a function of a few lines."""
    lines = {
        named(made): len(inspect.getsource(made.run).splitlines()) for made in KNOWN
    }

    assert {name: count for name, count in lines.items() if count > 30} == {}


@pytest.mark.rest
def test_sound_programs_can_be_found_wrong(outcomes: dict[str, Outcome]) -> None:
    """Whatever a sound program returns is declared, or compared with the CPU's."""
    sound = [made for made in KNOWN if not made.faulty]
    problems = {named(made): undeclared(made, once(made, outcomes)) for made in sound}

    assert {name: problem for name, problem in problems.items() if problem} == {}


def undeclared(made: Program, found: Outcome) -> str:
    """Say what of an outcome nothing would be compared with."""
    if not (found.tensors or found.leaves or found.kind == "raised"):
        return "it returns nothing"
    if found.leaves and not made.runs_on_cpu and made.gives is None:
        return f"say gives={[leaf.text for leaf in found.leaves]}"
    return ""


def test_refusals_cite_their_source() -> None:
    """The words of a refusal come from a file of PyTorch, which is named."""
    folders = ("aten/", "c10/", "torch/", "tools/")
    cited = {named(made): made.refused.source for made in KNOWN if made.refused}

    assert {
        n: where for n, where in cited.items() if not where.startswith(folders)
    } == {}


def test_default_device_does_not_leak() -> None:
    """A program that sets the default device leaves it as it was."""
    made = program_named("training_under_a_default")

    outcome(made, {"gpu": "meta"})

    assert torch.get_default_device() == torch.device("cpu")


def test_random_state_does_not_leak() -> None:
    """Programs seed torch, and leave its random state as it was."""
    made = program_named("seeding_repeats_the_numbers")
    before = torch.get_rng_state()

    simulated(made)

    assert torch.equal(torch.get_rng_state(), before)


def test_outcomes_tell_every_leaf() -> None:
    """An outcome holds path, device, dtype, shape and values of everything returned."""
    X = torch.tensor([[0.1]], requires_grad=True)
    found = returned({"X": [X], "n": (3, "three")})

    (tensor,) = found.tensors
    assert tensor.path == "['X'][0]"
    assert (tensor.device, tensor.dtype) == ("cpu", "torch.float32")
    assert (tensor.shape, tensor.requires_grad) == ((1, 1), True)
    assert float.fromhex(tensor.values[0]) == X.item()
    assert [(leaf.path, leaf.text) for leaf in found.leaves] == [
        ("['n'][0]", "3"),
        ("['n'][1]", "'three'"),
    ]

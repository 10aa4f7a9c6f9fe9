"""The stand-in runtime is no card, and is never taken for one."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import torch

from tests.devices.agreement import alone, recording, standin, worlds
from tests.devices.agreement.outcome import Outcome, raised, returned
from tests.devices.agreement.program import Program, known_programs, program_named
from tests.devices.agreement.standin import StandinError, StandinRecord, in_common

SOURCES = worlds.ROOT / "scripts" / "standin"
ONE = program_named("constant_factories")


@pytest.fixture
def record() -> StandinRecord:
    """Return the record that is kept."""
    return standin.read()


def test_record_says_that_no_card_was_there(record: StandinRecord) -> None:
    """The file names its nature, and holds no value of a tensor."""
    assert record.nature == "stand-in runtime, no card"
    kept = [seen.outcome for seen in record.programs.values() if seen.outcome]
    assert kept
    assert not [t for outcome in kept for t in outcome.tensors if t.values]


def test_record_tells_of_all_programs_and_no_others(record: StandinRecord) -> None:
    """Whatever the stand-in can tell of is recorded, and nothing that is gone."""
    assert set(record.programs) == {m.name for m in known_programs() if not m.unseen}


def test_record_cannot_pass_for_one_of_a_card(
    record: StandinRecord, tmp_path: Path
) -> None:
    """Each of the two records is refused where the other is read."""
    path = tmp_path / "other.json"
    few = {name: seen for name, seen in record.programs.items() if seen.outcome}
    standin.write(msgspec.structs.replace(record, programs=few), path)
    with pytest.raises(msgspec.ValidationError, match="missing required field"):
        recording.read_record(path)

    standin.write(msgspec.structs.replace(record, nature="a card"), path)
    with pytest.raises(StandinError, match=r"other\.json is of another nature: a card"):
        standin.read(path)


def test_record_round_trips(record: StandinRecord, tmp_path: Path) -> None:
    """What is written can be read again; each program has a line of its own."""
    path = tmp_path / "standin.json"
    standin.write(record, path)

    assert standin.read(path) == record
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2 + len(
        record.programs
    )


def test_values_are_left_out() -> None:
    """Only what does not change with the contents of memory is kept."""
    one = returned([torch.zeros(2), "cuda:0", 0.5, True])
    two = returned([torch.ones(2), "cuda:0", 0.25, True])

    kept = in_common(one, two)

    assert kept is not None
    assert [(t.path, t.shape, t.values) for t in kept.tensors] == [("[0]", (2,), ())]
    assert [(leaf.path, leaf.text) for leaf in kept.leaves] == [
        ("[1]", "'cuda:0'"),
        ("[3]", "True"),
    ]


@pytest.mark.parametrize(
    "other",
    [raised(ValueError("x")), returned(torch.zeros(3)), returned([torch.zeros(2)])],
)
def test_outcomes_that_hang_on_values_are_not_kept(other: Outcome) -> None:
    """A program of which two runs differ in kind or form is not told of."""
    assert in_common(returned(torch.zeros(2)), other) is None


def test_plain_results_that_are_not_kept_are_not_compared(
    record: StandinRecord,
) -> None:
    """A float that was computed agrees with any; what was kept must agree."""
    seen = returned([torch.zeros(1), 1])
    kept = msgspec.structs.replace(seen, leaves=())

    assert standin.unlike(ONE, record, kept, returned([torch.ones(1), 2])) == []
    (found,) = standin.unlike(ONE, record, seen, returned([torch.ones(1), 2]))
    assert found.aspect == "leaves"


def test_another_torch_must_agree_in_kind_and_devices(record: StandinRecord) -> None:
    """Words change from version to version; what is refused, and devices, do not."""
    older = msgspec.structs.replace(record, torch="2.0.0+cu118")
    one, two = raised(ValueError("one")), raised(TypeError("two"))

    assert len(standin.unlike(ONE, record, one, two)) == 2
    assert standin.unlike(ONE, older, one, two) == []
    assert standin.unlike(ONE, older, one, returned(1)) != []


@pytest.mark.parametrize("hashes", [{}, {ONE.name: "another"}])
def test_record_of_a_new_or_changed_program_is_refused(
    record: StandinRecord, hashes: dict[str, str]
) -> None:
    """A program that was added or changed since says how to record anew."""
    stale = msgspec.structs.replace(
        record,
        programs={
            name: standin.Seen(source_hash=text, outcome=None)
            for name, text in hashes.items()
        },
    )
    with pytest.raises(
        StandinError,
        match=r"factories\.constant_factories was added or changed after .*; "
        r"record it anew as scripts/standin/README\.md says",
    ):
        standin.seen_of(stale, ONE)


def test_each_program_is_run_with_two_contents_of_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is recorded is what both runs agree in, of programs that can be told of."""
    asked: list[tuple[str, str]] = []

    def run(made: Program, fill: str) -> Outcome:
        asked.append((made.name, fill))
        return returned([made.name, fill])

    monkeypatch.setattr(standin, "loaded", lambda: True)
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    monkeypatch.setattr(standin, "_run", run)
    made = standin.watch([ONE, program_named("label_out_of_range")])

    assert asked == [(ONE.name, "0"), (ONE.name, "128")]
    kept = made.programs[ONE.name].outcome
    assert kept is not None
    assert [leaf.text for leaf in kept.leaves] == ["'constant_factories'"]


# Python 3.12 warns of forks beside threads; these copies use none.
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_copy_of_the_process_answers_or_is_missed() -> None:
    """A program sees its devices and its memory; one that ends the process is told."""

    def tell() -> object:
        return [os.environ["CUDA_VISIBLE_DEVICES"], os.environ["STANDIN_FILL"]]

    two_cards = dataclasses.replace(ONE, gpus=2, arguments=())
    found = standin._run(dataclasses.replace(two_cards, run=tell), "128")
    assert [leaf.text for leaf in found.leaves] == ["'0,1'", "'128'"]

    with pytest.raises(StandinError, match="constant_factories gave no answer"):
        standin._run(dataclasses.replace(two_cards, run=lambda: os._exit(9)), "0")


@pytest.mark.parametrize(("loaded", "cuda"), [(False, "13.0"), (True, None)])
def test_nothing_is_seen_without_the_stand_in(
    loaded: bool, cuda: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the stand-in and the CUDA build of torch: a real card will not do."""
    monkeypatch.setattr(standin, "loaded", lambda: loaded)
    monkeypatch.setattr(torch.version, "cuda", cuda)

    with pytest.raises(StandinError, match="the stand-in runtime is not loaded"):
        standin.watch([ONE])


@pytest.mark.rest
def test_script_refuses_without_the_stand_in() -> None:
    """Where the stand-in is not loaded, its recorder writes nothing."""
    before = standin.RECORD.read_bytes()
    done = subprocess.run(
        [sys.executable, recording.SCRIPT, "--standin"],
        cwd=worlds.ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr == (
        "nothing recorded: the stand-in runtime is not loaded; "
        "see scripts/standin/README.md\n"
    )
    assert standin.RECORD.read_bytes() == before


@pytest.mark.parametrize(
    ("question", "by_name"),
    [("--machine", False), ("constant_factories", False), ("--machine", True)],
)
def test_recorder_of_cards_refuses_the_stand_in(
    question: str,
    by_name: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Loaded, or known by the name of its card alone: the stand-in is no machine."""
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda card: "Stand-in GPU")
    monkeypatch.setattr(alone, "loaded", lambda: not by_name)
    file = tmp_path / "answer.json"

    assert alone.main(question, str(file)) == worlds.NO_CUDA
    assert "stand-in runtime" in capsys.readouterr().err
    assert not file.exists()


def test_stand_in_can_be_known() -> None:
    """The sources hold the mark and the name by which a process knows it."""
    source = (SOURCES / "devices.cpp").read_text(encoding="utf-8")

    assert "STANDIN int standin_runtime()" in source
    assert f'"{standin.CARD}"' in source
    assert not standin.loaded()


@pytest.mark.skipif(torch.version.cuda is not None, reason="this torch has CUDA")
def test_runner_needs_the_cuda_build_of_torch() -> None:
    """With another build of torch the runner says what is missing."""
    done = subprocess.run(
        [sys.executable, SOURCES / "run.py", "x.py"], capture_output=True, text=True
    )

    assert done.returncode == 1
    assert done.stderr == (
        "this Python has no CUDA build of PyTorch: see scripts/standin/README.md\n"
    )

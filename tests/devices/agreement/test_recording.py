"""The recorder stands ready, and records nothing that is not real."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import torch

from grader.devices import simulated_gpus
from tests.devices.agreement import alone, program, recording, standin, worlds
from tests.devices.agreement.outcome import Outcome, outcome
from tests.devices.agreement.page import render
from tests.devices.agreement.program import Program, known_programs, program_named
from tests.devices.agreement.recording import (
    RECORD,
    SCRIPT,
    StaleRecordError,
    read_record,
    record,
    recorded_outcome,
    write_record,
)
from tests.devices.agreement.worlds import Machine, NoCudaError, really, simulated

no_cuda_here = pytest.mark.skipif(
    bool(torch.version.cuda and torch.cuda.is_available()), reason="CUDA is here"
)
ONE_CARD = Machine(
    torch="2.13.0+cu130", cuda="13.0", cudnn="91002", driver="580.1", cards=("A card",)
)
SOME = tuple(
    program_named(name)
    for name in ("constant_factories", "device_plus_cpu", "two_cards")
)


@pytest.fixture
def one_card(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pretend that fresh processes see one real card; return what they were asked."""
    asked: list[str] = []

    def ask(question: str, *, gpus: int | None) -> bytes:
        asked.append(question)
        if question == "--machine":
            return msgspec.json.encode(ONE_CARD)
        return msgspec.json.encode(simulated(program_named(question)))

    monkeypatch.setattr(worlds, "ask", ask)
    return asked


@pytest.mark.rest
@no_cuda_here
def test_script_refuses_without_cuda() -> None:
    """Where there is no CUDA, the script says so, and writes nothing."""
    before = RECORD.exists()
    done = subprocess.run(
        [sys.executable, SCRIPT], cwd=worlds.ROOT, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert done.stderr.startswith("nothing recorded: ")
    assert done.stderr.endswith("; run this on a machine with CUDA\n")
    assert RECORD.exists() == before


@pytest.mark.rest
@no_cuda_here
def test_simulated_gpus_are_never_recorded() -> None:
    """A simulation that is open deceives neither the recorder nor its processes."""
    with simulated_gpus(2):
        with pytest.raises(NoCudaError, match=r"without CUDA|no CUDA device"):
            record(SOME)
        with pytest.raises(NoCudaError, match=r"without CUDA|needs 1 CUDA devices"):
            really(SOME[0])


def test_record_round_trips(one_card: list[str], tmp_path: Path) -> None:
    """What is recorded can be read again, and is what the programs did."""
    path = tmp_path / "recorded.json"
    made = record(SOME)
    write_record(made, path)

    read = read_record(path)

    assert read == made
    assert read is not None
    assert read.machine == ONE_CARD
    for known in SOME[:2]:
        assert recorded_outcome(read, known) == simulated(known)


def test_programs_that_need_more_cards_are_left_out(one_card: list[str]) -> None:
    """With one card, a program for two is not run."""
    made = record(SOME)

    assert "two_cards" not in one_card
    assert set(made.programs) == {"constant_factories", "device_plus_cpu"}
    assert recorded_outcome(made, program_named("two_cards")) is None


def test_record_of_a_changed_program_is_refused(one_card: list[str]) -> None:
    """A program whose text has changed since makes its record worthless."""
    made = record(SOME)
    kept = made.programs["constant_factories"]
    made.programs["constant_factories"] = msgspec.structs.replace(
        kept, source_hash="another"
    )

    with pytest.raises(
        StaleRecordError,
        match=r"factories\.constant_factories was changed after it was recorded on .*"
        r"record it anew with scripts/record_agreement\.py",
    ):
        recorded_outcome(made, SOME[0])
    assert recorded_outcome(made, SOME[1]) is not None


def test_record_in_another_form_is_refused(one_card: list[str], tmp_path: Path) -> None:
    """A file that another version wrote is not guessed at."""
    path = tmp_path / "recorded.json"
    write_record(msgspec.structs.replace(record(SOME), schema_version=99), path)

    with pytest.raises(StaleRecordError, match="has schema 99, not 1"):
        read_record(path)


def test_no_record_is_no_error(tmp_path: Path) -> None:
    """Where nothing was recorded there is nothing to read."""
    assert read_record(tmp_path / "recorded.json") is None


def test_hash_follows_the_program_and_what_it_shares(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The hash changes with the function or its module's helpers, not with others."""
    made = program_named("a_buffer_moves_along")
    text = Path(made.run.__code__.co_filename).read_text(encoding="utf-8")

    def hash_of(changed: str) -> str:
        program._shared_text.cache_clear()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "read_text", lambda self, encoding: changed)
            return made.source_hash

    assert hash_of(text) == made.source_hash
    assert hash_of(text.replace("(4, 4), 0.25", "(4, 4), 0.5")) != hash_of(text)
    assert hash_of(text.replace("nn.GELU()", "nn.SiLU()")) == hash_of(text)
    assert (
        made.source_hash != program_named("lazy_layers_follow_their_module").source_hash
    )
    program._shared_text.cache_clear()


def test_page_tells_the_card(one_card: list[str]) -> None:
    """With a record the page names card, versions and date, and counts agreement."""
    made = record(SOME)
    wrong = msgspec.structs.replace(
        made.programs["device_plus_cpu"].outcome, text="something else"
    )
    made.programs["device_plus_cpu"] = msgspec.structs.replace(
        made.programs["device_plus_cpu"], outcome=wrong
    )

    page = render(SOME, made, standin.read(), simulated, lambda program: False)

    assert f"Recorded on {made.date} on A card with PyTorch 2.13.0+cu130" in page
    assert "| **all** | 3 | 1 | 2 | 3 | 1 of 1 | 3 of 3 | 1 of 2 |" in page


def test_process_sees_just_so_many_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program for one card sees the first of those that are visible, no others."""
    seen: list[str | None] = []

    def run(command: list[str], env: dict[str, str], **_: Any) -> Any:
        seen.append(env.get("CUDA_VISIBLE_DEVICES"))
        Path(command[-1]).write_bytes(b"{}")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    for gpus in (0, 2, None):
        worlds.ask("x", gpus=gpus)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3,5,7")
    worlds.ask("x", gpus=2)

    assert seen == ["", "0,1", None, "3,5"]


def test_process_that_dies_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ends without an answer is no outcome."""
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, **_: subprocess.CompletedProcess(command, -11, "", "boom"),
    )
    with pytest.raises(RuntimeError, match="constant_factories ended with -11: boom"):
        really(SOME[0])


@pytest.fixture
def cuda_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that this torch was built with CUDA, on a machine without a card."""
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 0)


@pytest.mark.usefixtures("cuda_build")
def test_process_writes_the_outcome_of_a_program(tmp_path: Path) -> None:
    """The process that is asked runs the program, and writes what became of it."""
    file = tmp_path / "answer.json"

    assert alone.main("a_name_needs_no_card", str(file)) == 0

    written = msgspec.json.decode(file.read_bytes(), type=Outcome)
    assert written == outcome(program_named("a_name_needs_no_card"))
    assert written.kind == "returned"


@pytest.mark.usefixtures("cuda_build")
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("constant_factories", "constant_factories needs 1 CUDA devices; 0 are here"),
        ("--machine", "no CUDA device is available here"),
    ],
)
def test_process_refuses_without_enough_cards(
    question: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With too few cards nothing is run, and nothing is written."""
    file = tmp_path / "answer.json"

    assert alone.main(question, str(file)) == worlds.NO_CUDA
    assert capsys.readouterr().err == f"{words}\n"
    assert not file.exists()


def test_process_refuses_a_build_without_cuda(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A torch without CUDA cannot say what CUDA does without a card."""
    monkeypatch.setattr(torch.version, "cuda", None)
    file = tmp_path / "answer.json"

    assert alone.main("a_name_needs_no_card", str(file)) == worlds.NO_CUDA
    assert "was built without CUDA" in capsys.readouterr().err
    assert not file.exists()


def test_every_program_has_a_hash_of_its_own() -> None:
    """No two programs share a hash, so none can stand for another."""
    known: tuple[Program, ...] = known_programs()
    assert len({made.source_hash for made in known}) == len(known)


def test_recorder_runs_all_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each program for which there are cards is run once, on the real devices."""
    ran: list[str] = []

    def run(made: Program) -> Outcome:
        ran.append(made.name)
        return Outcome(kind="returned")

    monkeypatch.setattr(recording, "machine", lambda: ONE_CARD)
    monkeypatch.setattr(recording, "really", run)
    record(known_programs())

    assert sorted(ran) == sorted(m.name for m in known_programs() if m.gpus <= 1)

"""The judge survives whatever is at the other end of the line, and is not deceived."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence

import pytest

from grader.isolation import protocol
from grader.isolation.conversation import (
    Allowed,
    ChildEndedError,
    ChildTimeoutError,
)
from grader.judging.outcomes import ExerciseRun, Step, Stop
from grader.judging.running import run_exercise
from tests.fuzz import peers
from tests.fuzz.peers import LIMITS, MIB, Fault, Peer, PeerSandbox

SOCKET_BUFFER = MIB  # more than Linux gives a socket pair, unless told to
SHORT = Allowed(0.3, 0.3)


def run(
    fault: Fault | None, names: Sequence[str] = ("one", "two", "three"), pad: str = ""
) -> tuple[ExerciseRun, PeerSandbox]:
    """Run checks in peers with a fault."""
    sandbox = PeerSandbox(fault)
    unit = protocol.UnitSource(label="ada.py", cell=None, source="")
    steps = [
        Step(protocol.Run(assignment=pad or "a", check=name, seeds=(1,)), SHORT)
        for name in names
    ]
    load = protocol.Load(units=(unit,), exercise="total")
    return run_exercise(sandbox, load, steps, LIMITS), sandbox


def stops(done: ExerciseRun) -> list[Stop | None]:
    """Why each check has no answer, if it has none."""
    return [outcome.stop for outcome in done.outcomes.values()]


def test_an_honest_peer_is_believed() -> None:
    """Without a fault, all answers are used, and one child gives them."""
    done, sandbox = run(None)

    assert stops(done) == [None, None, None]
    assert len(sandbox.peers) == 1


@pytest.mark.parametrize(
    ("fault", "stop"),
    [
        (peers.drip, Stop.TIMEOUT),
        (peers.promise_a_header, Stop.TIMEOUT),
        (peers.promise_a_payload, Stop.TIMEOUT),
        (peers.close_in_a_frame, Stop.CRASH),
        (peers.close_in_a_prefix, Stop.CRASH),
        (peers.say_no_more, Stop.CRASH),
    ],
)
def test_no_answer_costs_its_own_check(fault: Fault, stop: Stop) -> None:
    """A peer that does not finish its answer is ended; its other answers count."""
    done, sandbox = run(fault)

    assert stops(done) == [None, stop, None]
    assert len(sandbox.peers) == 2


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (peers.claim_too_much, "longer than allowed"),
        (peers.send_zeros, "not a frame"),
        (peers.fill_a_frame, "malformed"),
        (peers.answer_as_another, "an unexpected reply"),
    ],
)
def test_what_is_no_answer_discredits_its_sender(fault: Fault, words: str) -> None:
    """Nothing that the same peer said is used; a fresh one goes on."""
    done, sandbox = run(fault)

    assert stops(done) == [Stop.GARBLED, Stop.GARBLED, None]
    assert words in done.outcomes["two"].reason
    assert done.outcomes["one"].reason == done.outcomes["two"].reason
    assert len(sandbox.peers) == 2


@pytest.mark.parametrize(
    "fault",
    [
        peers.answer_twice,
        peers.answer_late_once_more,
        peers.guess_the_next,
        peers.add_bytes,
    ],
)
def test_a_second_answer_discredits_the_first(fault: Fault) -> None:
    """Whoever answers more than was asked may have forged what came first."""
    done, _ = run(fault)

    assert stops(done) == [Stop.GARBLED] * 3


@pytest.mark.parametrize(
    ("fault", "stop"),
    [(peers.notice_late, None), (peers.replace_late, Stop.WITHHELD)],
)
def test_what_is_noticed_after_the_last_answer_counts(
    fault: Fault, stop: Stop | None
) -> None:
    """A note of the child's own is no second answer, and is not lost."""
    done, _ = run(fault, ("one", "two"))

    assert stops(done) == [None, stop]
    assert len(done.outcomes["two"].noticed) == 1


@pytest.mark.parametrize(
    "fault",
    [
        peers.answer_twice,
        peers.guess_the_next,
        peers.add_bytes,
        peers.swallow_the_next,
    ],
)
def test_a_second_answer_to_the_last_question_is_seen(fault: Fault) -> None:
    """What nobody asks for any more is noticed when the peer has gone."""
    done, _ = run(fault, ("one", "two"))

    assert stops(done) == [Stop.GARBLED] * 2
    assert "an answer to nothing that was asked" in done.outcomes["two"].reason


def test_a_flood_is_left_in_the_pipe() -> None:
    """Of frames that nobody asked for, the judge takes one and the pipe a few."""
    done, sandbox = run(peers.answer_on_and_on, ("one", "two"))

    assert stops(done) == [Stop.GARBLED] * 2
    assert sandbox.sent[0] < 2 * MIB + SOCKET_BUFFER


def test_a_flood_takes_the_memory_of_one_frame() -> None:
    """While it waits and after, the judge holds what one answer may have."""
    peer = Peer(peers.answer_on_and_on)
    tracemalloc.start()
    peer.child.send(protocol.Run(assignment="a", check="two", seeds=(1,)))
    _, payload = peer.child.receive(20)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    peer.child.end(kill=True)

    assert len(payload) == MIB
    assert held < 3 * MIB  # the peer, a thread of this process, has a frame as well
    assert peak < 6 * MIB


def test_a_peer_that_hears_no_more_is_gone() -> None:
    """A request that cannot be delivered ends like a crash, not as a fault of ours."""
    done, _ = run(peers.hear_no_more)

    assert stops(done) == [None, None, Stop.CRASH]


def test_a_peer_that_reads_nothing_holds_up_nobody() -> None:
    """A request too long for the pipe is waited for as long as an answer, no longer."""
    done, sandbox = run(peers.read_no_more, pad="x" * (2 * MIB))

    assert stops(done) == [None, None, Stop.TIMEOUT]
    assert len(sandbox.peers) == 1


def test_prints_are_kept_up_to_their_limit() -> None:
    """A peer that prints without end is emptied, so that it can go on."""
    done, _ = run(peers.print_on_and_on)

    assert stops(done) == [None, None, None]
    assert done.output == "x" * LIMITS.output_bytes
    assert done.output_cut


def test_waiting_on_after_a_timeout_reads_one_frame() -> None:
    """Who waits in short turns gets the answer, and takes no second one for it."""
    peer = Peer(peers.answer_twice_later)
    peer.child.send(protocol.Run(assignment="a", check="two", seeds=(1,), token="t"))

    for _ in range(3):
        with pytest.raises(ChildTimeoutError, match=r"0.02 s"):
            peer.child.receive(0.02)
    reply, _ = peer.child.receive(20)

    assert isinstance(reply, protocol.Ran)
    assert reply.token == "t"
    assert peer.child.end().unasked


def test_an_ended_child_answers_no_more() -> None:
    """Talking to a child that is gone says so, however often one tries."""
    peer = Peer(None)
    peer.child.end(kill=True)

    for _ in range(2):
        peer.child.send(protocol.Run(assignment="a", check="one", seeds=(1,)))
        with pytest.raises(ChildEndedError, match=r"^$"):
            peer.child.receive(60)

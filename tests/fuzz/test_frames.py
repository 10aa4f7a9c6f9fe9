"""A hundred thousand damaged frames, each the same in every run.

Where one fails, the message names its number: `mutant(number)` in
`tests.fuzz.mutations` makes it again.
"""

from __future__ import annotations

import io
import tracemalloc
from collections import Counter
from contextlib import suppress

import pytest

from grader.comparing.observation import Room, decode
from grader.errors import ProtocolError
from grader.isolation import protocol
from grader.isolation.wire import MAX_DEPTH, Items
from tests.fuzz import judging
from tests.fuzz.corpus import CORPUS, Recorded
from tests.fuzz.mutations import mutant
from tests.tiers import sample

BATCHES, BATCH = 21, 5_000
RENDERED = 100  # every so many frames, the whole way to a report in HTML
SMALL = 1_000  # frames whose memory is measured, which takes longer
MIB = 1 << 20
# What reading takes for each byte of a header: the worst is a list of short texts.
HEADER_FACTOR = 32
SLACK = MIB // 2


def feed(number: int) -> str:
    """Send one mutant the whole way; say where it ended."""
    recorded, frame = mutant(number)
    try:
        return _judged(recorded, frame, render=number % RENDERED == 0)
    except Exception as error:
        error.add_note(f"frame {number}, a damaged {recorded.kind}: mutant({number})")
        raise


def _judged(recorded: Recorded, frame: bytes, *, render: bool) -> str:
    try:
        found = judging.read(recorded, frame)
    except EOFError:
        return "ended"
    except ProtocolError:
        return "refused"
    if not isinstance(found, tuple):
        if render:
            judging.explain(found)
        return "read"
    draws, _ = found
    disagrees = any(judging.compare(recorded, draws))
    if render:
        judging.judge(recorded, draws)
    return "disagrees" if disagrees else "agrees"


def test_as_many_frames_as_are_promised() -> None:
    """A normal run feeds a hundred thousand frames at least."""
    assert BATCHES * BATCH >= 100_000


@pytest.mark.parametrize("batch", sample(range(BATCHES), BATCHES))
def test_damaged_frames_are_read_or_refused(batch: int) -> None:
    """Whatever arrives ends in a value or in ProtocolError, and compares somehow."""
    ends = Counter(feed(batch * BATCH + index) for index in range(BATCH))

    assert ends.total() == BATCH
    # or else the damage is too great to try what comes after the first refusal
    for end in ("ended", "refused", "read", "disagrees", "agrees"):
        assert ends[end] >= BATCH // 100, ends


@pytest.mark.parametrize("recorded", CORPUS, ids=lambda item: item.kind)
def test_undamaged_frames_agree_with_themselves(recorded: Recorded) -> None:
    """What the fuzz starts from is right, so that damage is what it finds."""
    found = judging.read(recorded, recorded.frame)

    if isinstance(found, tuple):
        assert judging.compare(recorded, found[0])[0] is None
    else:
        assert found == recorded.reply


def test_damaged_frames_take_little_memory() -> None:
    """No frame costs more than a multiple of its own length to read."""
    tracemalloc.start()
    for number in range(SMALL):
        recorded, frame = mutant(number)
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        with suppress(EOFError, ProtocolError):
            judging.read(recorded, frame)
        _, peak = tracemalloc.get_traced_memory()
        assert peak - before < HEADER_FACTOR * len(frame) + SLACK, number
    tracemalloc.stop()


def ran(inside: bytes, rest: bytes = b"") -> bytes:
    """Write the header of an answer by hand."""
    value = b'{"t":"items","items":[%b]}' % inside
    return b'{"type":"ran","draws":[{"value":%b%b}]}' % (value, rest)


def filled(item: bytes, length: int = protocol.MAX_HEADER - 200) -> bytes:
    """Repeat an item, with commas, up to a length."""
    return b",".join([item] * (length // (len(item) + 1)))


@pytest.mark.parametrize(
    "header",
    [
        ran(filled(b"300")),
        ran(filled(b'"ab"')),
        ran(filled(b'{"t":"items","items":[]}')),
        ran(b"", b',"unfilled":[%b]' % filled(b'"ab"')),
        ran(b"", b',"layouts":[[%b]]' % filled(b'{"name":"","shape":[]}')),
        b'{"type":"ran","draws":[],"lengths":[%b]}' % filled(b"300"),
        b'{"type":"read","definitions":[%b]}' % filled(b"1"),
        b'{"type":"loaded","symbol":"%b"}' % filled(b"\\u00e9"),
        ran(b"9" * (protocol.MAX_HEADER - 200)),
        b"[" * protocol.MAX_HEADER,
        b'"' * protocol.MAX_HEADER,
        b'"' + b'\\"' * (protocol.MAX_HEADER // 2 - 1),
        b"[]" * (protocol.MAX_HEADER // 2),
    ],
    ids=lambda header: header[:60].decode(),
)
def test_the_longest_headers_take_bounded_memory(header: bytes) -> None:
    """Four megabytes of whatever costs most are read within a fixed room."""
    assert len(header) <= protocol.MAX_HEADER
    frame = protocol.PREFIX.pack(protocol.MAGIC, len(header), 0) + header
    tracemalloc.start()
    with suppress(ProtocolError):
        judging.read(CORPUS[0], frame)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < HEADER_FACTOR * protocol.MAX_HEADER


def test_a_header_that_breaks_off_takes_only_what_came() -> None:
    """A length that is claimed, and not sent, is no reason to make room."""
    prefix = protocol.PREFIX.pack(protocol.MAGIC, protocol.MAX_HEADER, 64 * MIB)
    tracemalloc.start()
    with pytest.raises(EOFError, match=r"^$"):
        protocol.read_frame(io.BytesIO(prefix + bytes(100)), 64 * MIB)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 2 * MIB


def test_tags_that_come_last_cannot_slow_the_reader() -> None:
    """Searching for a tag behind what it describes takes time at every level.

    So there are no more levels than an observation needs, and those are allowed.
    """
    for depth, refused in ((MAX_DEPTH, False), (MAX_DEPTH + 16, True)):
        header = ran(b'{"items":[' * depth + b"1" + b'],"t":"items"}' * depth)
        if refused:
            with pytest.raises(ProtocolError, match="nests too deeply"):
                protocol.decode_reply(header)
        else:
            assert isinstance(protocol.decode_reply(header), protocol.Ran)


def test_brackets_in_texts_are_no_levels() -> None:
    """A text may hold any brackets, quotes and backslashes."""
    text = '[{"' * 300 + "\\" * 3 + '"}]["'
    reply = protocol.Ran(draws=(protocol.Draw(value=Items((text,) * 3)),))
    header, _ = protocol.read_frame(io.BytesIO(protocol.encode_frame(reply)), 0)

    assert protocol.decode_reply(header) == reply


def test_many_full_frames_take_no_more_than_the_room() -> None:
    """Every check may answer with a full frame; together they are bounded."""
    recorded = next(each for each in CORPUS if each.kind == "init")
    assert isinstance(recorded.reply, protocol.Ran)
    node, room = recorded.reply.draws[0].value, Room(2 * len(recorded.payload))
    tracemalloc.start()
    kept = [decode(node, recorded.payload, room) for _ in range(1_000)]
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert held < 2 * len(recorded.payload) + MIB
    assert str(kept[-1]["weight"]) == "a huge tensor of shape (30, 10)"

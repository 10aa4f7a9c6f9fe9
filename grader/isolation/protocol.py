"""Frames between the judge and a child: JSON header, raw tensor bytes, no pickle.

    frame = magic (4 bytes), header length (u32), payload length (u32), header, payload

Requests go to the child, replies come back. Replies are hostile input: lengths
are bounded before anything is read, headers are validated against the types
below, and the payload is only ever read as numbers.
"""

from __future__ import annotations

import re
import signal
import struct
from enum import StrEnum
from typing import IO, Annotated, Literal

import msgspec
from msgspec import Meta

from grader.errors import ProtocolError
from grader.isolation.wire import MAX_DEPTH, Count, Error, Frame, Node, Text

MAGIC = b"GRD1"
PREFIX = struct.Struct("!4sII")
# Asks a child to write down where it stands; there is no such signal on Windows.
TRACE_SIGNAL = getattr(signal, "SIGUSR1", signal.SIGTERM)
TRACE_S = 1.0  # for a process that is killed to write its stack, and end by that
EXIT_CUT_OFF = 98  # exit code of a child that can talk to the judge no more
MAX_HEADER = 4 << 20
CHUNK = 1 << 20
# Brackets in brackets. An observation takes two for each of its own levels; beyond,
# msgspec would need time that grows with the depth times the length.
MAX_NESTING = 2 * MAX_DEPTH + 16
# Of one reply. A child keeps to them; the judge refuses what does not.
MAX_DEFINITIONS = 2_000
MAX_USES = 500
MAX_STATEMENTS = 3_000
MAX_REPAIRS = 50
MAX_EDITS = 50
MAX_EDIT = 20_000  # characters: a method that is moved
MAX_REMARKS = 200
MAX_FAILURES = 20
MAX_NOTICED = 20
MAX_BOUND = 100  # names that one failed line, or file, would have bound
MAX_HIDDEN = 500
# What torch imports at a first use only (an optimizer, `checkpoint`, `compile`; some
# backends; sharding): up to 2 s of processor time, which a sandbox takes on itself.
LATE_IMPORTS = (
    "torch._dynamo",
    "torch._functorch.aot_autograd",
    "torch.distributed.tensor",
)
MAX_DRAWS = 1_000
# Between the prints of one check and of the next: record and unit separator.
PRINTS_MARK = re.compile(r"\x1e([\w.]{1,200})\x1f\n?")
MAX_LAYOUTS = 1_000
MAX_UNFILLED = 10_000
# Of what the reference tells of its calls, so that one can be followed by hand.
MAX_MADE = 100
MAX_GIVEN = 8  # inputs, or parameters, of one call
FEW = 32  # numbers of a tensor that are shown; of one with more, the shape

Payload = bytes | memoryview
# Brackets of one direction, after anything else. Texts are passed over, and so are
# empty brackets, of which a header can have millions. It always matches, so that no
# search begins again a byte later.
_BRACKETS = re.compile(
    rb'(?:[^"\[\]{}]++|\[\]|\{\}|"(?:[^"\\]++|\\.)*+"?)*+([\[{]++|[\]}]++|\Z)',
    re.DOTALL,
)


def prints_mark(check: str) -> bytes:
    """Write what stands before the prints of a check."""
    return f"\x1e{check}\x1f\n".encode()


class _Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all messages."""


class UnitSource(_Message, frozen=True, kw_only=True):
    """A file or a notebook cell of the submission.

    `module` is the name by which other units import it: it is a helper file, which
    runs when it is imported. The others run in their order, in one namespace.
    """

    label: str
    cell: Count | None
    source: str
    module: str = ""

    @property
    def filename(self) -> str:
        """Name under which the unit's code appears in tracebacks."""
        return self.label if self.cell is None else f"{self.label}#cell-{self.cell}"


class TensorSpec(_Message, frozen=True, kw_only=True):
    """Name and shape of one parameter, or buffer, of the reference's module."""

    name: str
    shape: tuple[Count, ...]
    buffer: bool = False


Layout = tuple[TensorSpec, ...]


class Prepare(_Message, frozen=True, kw_only=True, tag="prepare"):
    """Import an assignment's checks: trusted code, before any student's."""

    assignment: str
    filename: str
    source: str


class Preload(_Message, frozen=True, kw_only=True, tag="preload"):
    """Import one of `LATE_IMPORTS` before student code runs."""

    module: str


class Inspect(_Message, frozen=True, kw_only=True, tag="inspect"):
    """Read the submission's source, and run none of it. The answer repeats `token`."""

    units: tuple[UnitSource, ...]
    token: str = ""


class Symptom(_Message, frozen=True, kw_only=True):
    """How a check failed: its kind, and the exception that it ended in, if any."""

    kind: str
    type: str = ""
    message: str = ""
    label: str = ""
    cell: int | None = None
    line: int = 0


class Suggest(_Message, frozen=True, kw_only=True, tag="suggest"):
    """Read the submission's source, and suggest repairs of an exercise's code.

    `names` are what the contract calls the module's parameters and buffers, `others`
    the other exercises. The answer repeats `token`.
    """

    units: tuple[UnitSource, ...]
    exercise: str
    symptoms: tuple[Symptom, ...]
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    token: str = ""


class Load(_Message, frozen=True, kw_only=True, tag="load"):
    """Run the submission's top level, in a fresh namespace.

    `seed` starts the global random state, so that a run can be repeated. `checks_file`
    has frames of that file told, too: for the reference only, as students have no use
    for them. `packages` names those that the grader stands in for; what they offer
    under one of the names in `asked`, the exercises', is left out of them. `without` is
    a line of a statement that takes too long: it is left out, and so is what follows
    but defines nothing. The answers, `Started` and `Loaded`, repeat `token`.
    """

    units: tuple[UnitSource, ...]
    exercise: str
    packages: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    seed: int = 0
    checks_file: str = ""
    without: Frame | None = None
    token: str = ""


class Run(_Message, frozen=True, kw_only=True, tag="run"):
    """Run one check's probe, once a draw.

    `layouts` holds, for each draw, the parameter layouts that the reference's
    modules had, in the order of the probe's calls of `draw.parameters`; None
    asks for them to be recorded (the reference itself). `double` asks for the
    reference's own float64 run as well; `thorough` for what a first look leaves out
    because it takes long and is seldom needed. `anew` has the submission loaded again
    on every machine that the probe enters. The answer repeats `token`, so that
    one written before the question, or copied from another, is told apart.
    """

    assignment: str
    check: str
    seeds: tuple[int, ...]
    token: str = ""
    layouts: tuple[tuple[Layout, ...], ...] | None = None
    double: bool = False
    thorough: bool = False
    anew: bool = False


class Hiding(StrEnum):
    """What keeps a definition from being a name of the top level."""

    MAIN = "main guard"
    INSIDE = "function or class"
    BRANCH = "condition"
    COMMENT = "comment"


class Why(StrEnum):
    """Why a line is remarked on."""

    FAILED = "failed while loading"
    LEFT_OUT = "left out"  # it takes too long
    SYNTAX = "syntax"  # it is not Python
    NEWER = "newer Python"  # only a later Python reads it
    REBINDS = "rebinds"  # it assigns to what is not its own


Request = Prepare | Preload | Inspect | Suggest | Load | Run


class Remark(_Message, frozen=True, kw_only=True):
    """A line of the submission that failed to load, or that rebinds something.

    `binds` are the names that a line which failed would have bound, `*` for any.
    """

    cause: Why
    text: Text
    label: Text
    cell: Count | None
    line: Count
    binds: Annotated[tuple[Text, ...], Meta(max_length=MAX_BOUND)] = ()


class Definition(_Message, frozen=True, kw_only=True):
    """A top-level name of the submission, and the names that its body uses."""

    name: Text
    what: Text
    label: Text
    cell: Count | None
    line: Count
    uses: Annotated[tuple[Text, ...], Meta(max_length=MAX_USES)] = ()


class Hidden(_Message, frozen=True, kw_only=True):
    """A class or function that is no name of the top level, though it is written there.

    `inside` names the function or class that it stands in, or the condition.
    """

    name: Text
    how: Hiding
    inside: Text = ""
    label: Text
    cell: Count | None
    line: Count


class Statement(_Message, frozen=True, kw_only=True):
    """A statement; of one with a body, the line that begins it.

    `symbol` is the top-level definition that it stands in, `function` the function
    that it stands in or begins, `text` what it reads, as Python would print it.
    """

    symbol: Text
    function: Text
    text: Text
    label: Text
    cell: Count | None
    line: Count


class Read(_Message, frozen=True, kw_only=True, tag="read"):
    """What the source says."""

    definitions: Annotated[
        tuple[Definition, ...], Meta(max_length=MAX_DEFINITIONS)
    ] = ()
    hidden: Annotated[tuple[Hidden, ...], Meta(max_length=MAX_HIDDEN)] = ()
    remarks: Annotated[tuple[Remark, ...], Meta(max_length=MAX_REMARKS)] = ()
    statements: Annotated[tuple[Statement, ...], Meta(max_length=MAX_STATEMENTS)] = ()
    token: Text = ""


class Repair(_Message, frozen=True, kw_only=True):
    """A small edit of the submission's source, that might mend a failed check.

    An edit is where it begins and ends, in characters of the unit with this label and
    cell, and the text that stands there instead; in their order. `sentence` names the
    mistake that this mends, on `line`. It is `weak` if something is left out to see
    whether it is that: then it has to mend all that failed.
    """

    sentence: Text
    label: Text
    cell: Count | None
    line: Count
    weak: bool = False
    edits: Annotated[
        tuple[tuple[Count, Count, Annotated[str, Meta(max_length=MAX_EDIT)]], ...],
        Meta(min_length=1, max_length=MAX_EDITS),
    ]


class Suggested(_Message, frozen=True, kw_only=True, tag="suggested"):
    """Repairs to try, the likeliest first."""

    repairs: Annotated[tuple[Repair, ...], Meta(max_length=MAX_REPAIRS)] = ()
    token: Text = ""


class Ready(_Message, frozen=True, kw_only=True, tag="ready"):
    """Torch is imported; children can be started.

    `readable` names the files and folders that they may read, where that is limited.
    """

    python: str
    torch: str
    layers: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()


class Prepared(_Message, frozen=True, kw_only=True, tag="prepared"):
    """What was asked for is imported, unless `problem` says why not."""

    problem: str = ""
    where: str = ""


class Started(_Message, frozen=True, kw_only=True, tag="started"):
    """The submission's top level runs from now on."""

    token: Text = ""


class Loaded(_Message, frozen=True, kw_only=True, tag="loaded"):
    """The submission's top level has run.

    `symbol` says what the exercise's name is bound to: `module` (a subclass of
    nn.Module), `class`, `function`, `missing`, or the name of another type.
    """

    symbol: Text
    failures: Annotated[
        tuple[tuple[Remark, Error], ...], Meta(max_length=MAX_FAILURES)
    ] = ()
    token: Text = ""


class Given(_Message, frozen=True, kw_only=True):
    """An argument, or a parameter: its numbers where they are few, else what it is."""

    name: Text
    what: Text
    shape: tuple[Count, ...] = ()
    dtype: Text = ""
    values: Annotated[tuple[Text, ...], Meta(max_length=FEW)] = ()


class Made(_Message, frozen=True, kw_only=True):
    """A call that a probe made: its label in observations, and as one would type it.

    `further` counts the parameters that are not among `parameters`.
    """

    label: Text
    call: Text
    inputs: Annotated[tuple[Given, ...], Meta(max_length=MAX_GIVEN)] = ()
    parameters: Annotated[tuple[Given, ...], Meta(max_length=MAX_GIVEN)] = ()
    further: Count = 0


class Draw(_Message, frozen=True, kw_only=True):
    """One run of a probe: what it returned, or the exception that left it.

    `unfilled` names parameters of the reference for which the student's module
    has no counterpart. `made` are the calls, told where layouts are recorded (the
    reference itself); of a student's, it is not read.
    """

    value: Node
    layouts: Annotated[tuple[Layout, ...], Meta(max_length=MAX_LAYOUTS)] = ()
    unfilled: Annotated[tuple[Text, ...], Meta(max_length=MAX_UNFILLED)] = ()
    made: Annotated[tuple[Made, ...], Meta(max_length=MAX_MADE)] = ()
    raised: bool = False


class Ran(_Message, frozen=True, kw_only=True, tag="ran"):
    """All draws of one check, and the float64 twins where they were asked for.

    `lengths` are the payload bytes of each draw, then of each twin. `counted` says
    whether the code was told how many GPUs there are, by then.
    """

    draws: Annotated[tuple[Draw, ...], Meta(max_length=MAX_DRAWS)]
    twins: Annotated[tuple[Draw, ...], Meta(max_length=MAX_DRAWS)] = ()
    lengths: Annotated[tuple[Count, ...], Meta(max_length=2 * MAX_DRAWS)] = ()
    counted: bool = False
    token: Text = ""


class Noticed(_Message, frozen=True, kw_only=True, tag="noticed"):
    """What the submission's code did beside its task; comes before any answer.

    Asked for what is `refused`, `replaced` a part of torch, Python or the grader,
    started a `thread`, or left one `running`. An answer from a process in which
    something was replaced, or runs, is worth nothing. `imports` is none of its doing:
    one of `LATE_IMPORTS` begins.
    """

    kind: Literal["refused", "replaced", "thread", "running", "imports"]
    what: Text
    label: Text = ""
    cell: Count | None = None
    line: Count = 0


Reply = Ready | Prepared | Read | Suggested | Started | Loaded | Ran | Noticed

_decode_reply: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)
_decode_request: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)
_encoder = msgspec.json.Encoder()


def encode_frame(message: Request | Reply, payload: bytes = b"") -> bytes:
    """Encode one frame."""
    header = _encoder.encode(message)
    return PREFIX.pack(MAGIC, len(header), len(payload)) + header + payload


def frame_lengths(
    prefix: bytes, max_payload: int, max_header: int = MAX_HEADER
) -> tuple[int, int]:
    """Read header and payload length from a frame's first bytes.

    Raises:
        ProtocolError: Not a frame, or longer than allowed.
    """
    magic, header, payload = PREFIX.unpack(prefix)
    if magic != MAGIC:
        raise ProtocolError("what arrived is not a frame")
    if header > max_header or payload > max_payload:
        raise ProtocolError("a frame is longer than allowed")
    return header, payload


def decode_reply(header: bytes) -> Reply:
    """Decode and validate what a child sent.

    Raises:
        ProtocolError: The header does not follow the protocol.
    """
    _refuse_nesting(header)
    try:
        return _decode_reply.decode(header)
    except (msgspec.DecodeError, RecursionError, ValueError, MemoryError) as error:
        raise ProtocolError(f"a reply is malformed: {str(error)[:200]}") from None


def _refuse_nesting(header: bytes) -> None:
    depth = 0
    for brackets in _BRACKETS.finditer(header):
        run = brackets[1]
        depth += len(run) if run[:1] in (b"[", b"{") else -len(run)
        if depth > MAX_NESTING:
            raise ProtocolError("a reply is malformed: it nests too deeply")


def decode_request(header: bytes) -> Request:
    """Decode what the judge sent; the judge is trusted."""
    return _decode_request.decode(header)


def read_exactly(stream: IO[bytes], length: int) -> memoryview:
    """Read that many bytes, or raise EOFError. What has not arrived takes no room."""
    data = bytearray()
    while len(data) < length:
        chunk = stream.read(min(length - len(data), CHUNK))
        if not chunk:
            raise EOFError
        data += chunk
    return memoryview(data).toreadonly()


def read_frame(
    stream: IO[bytes], max_payload: int, max_header: int = MAX_HEADER
) -> tuple[bytes, Payload]:
    """Read one frame: its header, undecoded, and its payload.

    Raises:
        EOFError: The other side has closed the stream.
        ProtocolError: Not a frame, or longer than allowed.
    """
    prefix = bytes(read_exactly(stream, PREFIX.size))
    header, payload = frame_lengths(prefix, max_payload, max_header)
    return bytes(read_exactly(stream, header)), read_exactly(stream, payload)

"""Damage to frames: `mutant(n)` is the same frame in every run."""

from __future__ import annotations

import copy
import json
import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.isolation import protocol
from grader.isolation.wire import MAX_INT, MAX_TEXT, STORAGE
from tests.fuzz.corpus import CORPUS, Recorded

RAW = "raw token "  # stands for JSON that no encoder writes, until the text is made
TOKENS = (
    *("NaN", "-Infinity", "1e999", "-1e-999", "1E400", "-0", "-0.0", "1.0", "01"),
    *("9" * 30, "9" * 5_000, "0." + "1" * 500, "1e18", "5e-324", "0x10", "+1"),
    *('"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', '"\\x"', '"\n"', '"', "\\", "nul"),
    *("[" * 40, "{" * 40, "[" * 300 + "]" * 300, '{"t":' * 50 + "1" + "}" * 50),
    '{"items":[' * 30 + "1" + '],"t":"items"}' * 30,
    '{"t":"real","t":"items","items":[],"text":"1"}',
    '{"t":"real","text":"1","text":"x"}',
    *("[1,]", "{,}", "[1 2]", "/**/1", "True", "\ufeff1", '"\u202e\u2028\x7f"'),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 255, 2**31, 2**63, -(2**63), 2**64, 10**40),
    *(MAX_INT, MAX_INT + 1, -MAX_INT, -MAX_INT - 1, 0.5, 1e308, -0.0),
    *("", " ", "x", "nan", "inf", "-0x0p+0", "0x1p+1024", "0x1p-1074", "0x" + "f" * 99),
    *("x" * (MAX_TEXT + 1), "é" * MAX_TEXT, "\x00\x1b[31m", "</script>", "::error::"),
    *("float32", "object", "bool", "<f4", "float8_e4m3fn", "ran", "real", "cuda:99"),
    *([], {}, [[]], [None], [0], [1, 2, 3], ["a", "b"], {"t": "real"}, {"t": []}),
    *([2**62, 0], [0, 2**62], [2**32, 2**32], [-1, -4], [1] * 17, [10**6] * 3),
    *(["x"] * 300, [0] * 3_000, {"t": "nothing"}, {"type": "ran"}),
)
NODES: tuple[Any, ...] = (
    *(None, True, -7, "weight", "Tensor", MAX_INT, "NoneType"),
    *({"t": "real", "text": x} for x in ("nan", "inf", "-0x0p+0", "0x1.fp+1023", "no")),
    {"t": "items", "items": []},
    {"t": "items", "items": [1] * 50},
    {"t": "pairs", "keys": [], "values": []},
    {"t": "pairs", "keys": [1] * 2, "values": []},
    {
        "t": "pairs",
        "keys": [{"t": "items", "items": [{"t": "real", "text": "nan"}]}] * 2,
        "values": [{"t": "thing", "type": "dict"}] * 2,
    },
    {"t": "symbol", "kind": "device", "name": "cuda:0"},
    {"t": "symbol", "kind": "\x00", "name": ""},
    {"t": "thing", "type": "a huge tensor"},
    {"t": "error", "type": "E", "bases": [], "message": "(" * 999, "frames": []},
)
SHAPES: tuple[tuple[int, ...], ...] = (
    *((), (0,), (1,), (6,), (2, 3), (3, 2), (0, 5), (5, 0, 3), (1,) * 16, (4, 3)),
    *((5, 3), (2, 1, 3), (300,), (2**31, 0), (0, 2**40)),
)
NUMBERS = np.array(
    [math.nan, math.inf, -math.inf, -0.0, 5e-324, 1e-40, 1e38, 3e38, 65504, 1e308]
)
SIGNALLING = bytes.fromhex("01000000 0000f07f 0100807f 017c807f ffffffff 00000080")
CHUNK = 64

Tree = Any
Parts = list[Any]  # the tree of the header, then the payload


def mutant(number: int) -> tuple[Recorded, bytes]:
    """Make a damaged frame; also return what it was made of."""
    chance = random.Random(number)
    recorded = CORPUS[number % len(CORPUS)]
    if chance.random() < 0.3:
        return recorded, _damaged(recorded.frame, chance)
    parts: Parts = [
        json.loads(protocol.encode_frame(recorded.reply)[protocol.PREFIX.size :]),
        bytearray(recorded.payload),
    ]
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        chance.choice(FORGERIES)(parts, chance)
    frame = _framed(parts, chance)
    if chance.random() < 0.05:
        frame = _damaged(frame, chance)
    return recorded, frame


def _framed(parts: Parts, chance: random.Random) -> bytes:
    text = json.dumps(parts[0], ensure_ascii=False)
    for index, token in enumerate(TOKENS):
        text = text.replace(f'"{RAW}{index}"', token)
    header = text.encode("utf-8", "surrogatepass")
    return protocol.PREFIX.pack(protocol.MAGIC, len(header), len(parts[1])) + (
        header + bytes(parts[1])
    )


# --- bytes --------------------------------------------------------------------


def _damaged(frame: bytes, chance: random.Random) -> bytes:
    data = bytearray(frame)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(7):
            case 0 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : at + chance.randint(1, CHUNK)]
            case 2:
                data[at:at] = data[at : at + CHUNK] * chance.randint(1, 4)
            case 3:
                other = chance.choice(CORPUS).frame
                data[at:] = other[chance.randrange(len(other)) :]
            case 4:
                data[at:at] = chance.choice(TOKENS).encode("utf-8", "surrogatepass")
            case 5:
                _edit_length(data, chance)
            case 6:
                del data[at:]
    return bytes(data)


def _edit_length(data: bytearray, chance: random.Random) -> None:
    """Change what the prefix says of a length, by a little or to an extreme."""
    if len(data) < protocol.PREFIX.size:
        return
    at = chance.choice((4, 8))
    told = int.from_bytes(data[at : at + 4], "big")
    edges = (0, protocol.MAX_HEADER, protocol.MAX_HEADER + 1, 2**31, 2**32 - 1)
    near = told + chance.randint(-9, 9)
    length = chance.choice((*edges, near, near, near)) % 2**32
    data[at : at + 4] = length.to_bytes(4, "big")


# --- values -------------------------------------------------------------------


def _places(tree: Tree) -> list[tuple[Any, Any]]:
    """List every (container, key) of a tree."""
    found = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        keys = node if isinstance(node, dict) else range(len(node))
        for key in keys:
            found.append((node, key))
            if isinstance(node[key], dict | list):
                waiting.append(node[key])
    return found


def _nodes(tree: Tree, tag: str = "") -> list[tuple[Any, Any]]:
    """List the places of nodes, or of those with a tag."""
    return [
        (parent, key)
        for parent, key in _places(tree)
        if isinstance(parent[key], dict)
        and "t" in parent[key]
        and tag in ("", parent[key]["t"])
    ]


def _put(parts: Parts, chance: random.Random, values: tuple[Any, ...]) -> None:
    places = _places(parts[0])
    if places:
        parent, key = chance.choice(places)
        parent[key] = copy.deepcopy(chance.choice(values))


def _put_value(parts: Parts, chance: random.Random) -> None:
    _put(parts, chance, VALUES)


def _put_token(parts: Parts, chance: random.Random) -> None:
    _put(parts, chance, (f"{RAW}{chance.randrange(len(TOKENS))}",))


def _put_key(parts: Parts, chance: random.Random) -> None:
    """Add, drop or rename a key; repeat or drop an item."""
    places = _places(parts[0])
    if not places:
        return
    parent, key = chance.choice(places)
    value = parent[key]
    if chance.random() < 0.5:
        del parent[key]
    elif isinstance(parent, dict):
        parent[chance.choice(("t", "type", "value", "token", "x", ""))] = value
    else:
        parent[key:key] = [value] * chance.choice((1, 2, 30))


def _put_node(parts: Parts, chance: random.Random) -> None:
    places = _nodes(parts[0])
    if places:
        parent, key = chance.choice(places)
        parent[key] = copy.deepcopy(chance.choice(NODES))


def _wrap_node(parts: Parts, chance: random.Random) -> None:
    """Put a node into lists, deeper than an observation may be or not."""
    places = _nodes(parts[0])
    if places:
        parent, key = chance.choice(places)
        for _ in range(chance.choice((1, 2, 9, 17))):
            parent[key] = {"t": "items", "items": [parent[key]]}


def _move_node(parts: Parts, chance: random.Random) -> None:
    """Give one node's value to another, as a copied answer would."""
    places = _nodes(parts[0])
    if len(places) > 1:
        (to, there), (parent, key) = chance.sample(places, 2)
        to[there] = copy.deepcopy(parent[key])


def _put_numbers(parts: Parts, chance: random.Random) -> None:
    """Overwrite tensor bytes by numbers that are special in some dtype."""
    payload = parts[1]
    if not payload:
        return
    with np.errstate(all="ignore"):
        special = NUMBERS.astype(chance.choice(("<f2", "<f4", "<f8"))).tobytes()
    special = chance.choice((special, SIGNALLING, bytes(CHUNK), b"\xff" * CHUNK))
    at = chance.randrange(len(payload)) // 8 * 8
    payload[at : at + len(special)] = special[: len(payload) - at]


def _put_tensor(parts: Parts, chance: random.Random) -> None:
    """Claim other dtypes, shapes and devices, for bytes that all add up."""
    tree, payload = parts
    for parent, key in _nodes(tree, "tensor"):
        node = parent[key]
        if chance.random() < 0.5:
            node["dtype"] = chance.choice(tuple(STORAGE))
        if chance.random() < 0.3:
            node["shape"] = list(chance.choice(SHAPES))
        if chance.random() < 0.1:
            node["device"] = chance.choice(("cuda:0", "meta", "", "x" * 99))
    if isinstance(tree.get("lengths"), list):
        draws = [*_listed(tree, "draws"), *_listed(tree, "twins")]
        tree["lengths"] = [_length([draw]) for draw in draws]
        wanted = sum(tree["lengths"])
        payload[:] = (payload * (wanted // max(len(payload), 1) + 1))[:wanted]
        payload += bytes(wanted - len(payload))


def _listed(tree: Tree, key: str) -> list[Any]:
    value = tree.get(key)
    return value if isinstance(value, list) else []


def _length(tree: Tree) -> int:
    return sum(_bytes(parent[key]) for parent, key in _nodes(tree, "tensor"))


def _bytes(node: Any) -> int:
    shape, dtype = node.get("shape"), node.get("dtype")
    sizes = shape if isinstance(shape, list) else [0]
    if not all(type(size) is int and 0 <= size < 2**20 for size in sizes):
        return 0
    storage = STORAGE.get(dtype) if isinstance(dtype, str) else None
    length = math.prod(sizes) * np.dtype(storage or "u1").itemsize
    return min(length, 1 << 16)


FORGERIES: tuple[Callable[[Parts, random.Random], None], ...] = (
    _put_value,
    _put_value,
    _put_token,
    _put_key,
    _put_node,
    _wrap_node,
    _move_node,
    _put_numbers,
    _put_tensor,
    _put_tensor,
)

# attack: forging
# exercise: MLP
# tries: reach the protocol's namespace through msgspec's classes, and replace how frames are encoded
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import json
import struct

import msgspec
from torch import nn


def below(cls):
    for each in cls.__subclasses__():
        yield each
        yield from below(each)


def encode(message, payload=b""):
    reply = json.loads(msgspec.json.encode(message))
    for draw in reply.get("draws", ()):
        draw["value"], draw["raised"] = "Tensor", False
    if "draws" in reply:
        reply["lengths"], reply["tampered"], payload = [0] * len(reply["draws"]), [], b""
    header = json.dumps(reply).encode()
    return struct.pack("!4sII", b"GRD1", len(header), len(payload)) + header + payload


for cls in below(msgspec.Struct):
    if cls.__name__ == "UnitSource":
        cls.filename.fget.__globals__["encode_frame"] = encode


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError

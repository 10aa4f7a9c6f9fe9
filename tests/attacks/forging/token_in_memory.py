# attack: forging
# exercise: MLP
# tries: search the process's memory for the question and its token, and answer it first
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import ctypes
import json
import os
import re
import stat
import struct

from torch import nn

QUESTION = re.compile(rb'[{]"type":"run"[^{}]{0,400}"token":"([0-9a-f]{16})"')
STEP = 1 << 16
libc = ctypes.CDLL(None)


def forged(question):
    count = len(question["seeds"])
    reply = {
        "type": "ran",
        "draws": [{"value": "Tensor"}] * count,
        "lengths": [0] * count,
        "token": question.get("token", ""),
    }
    header = json.dumps(reply).encode()
    return struct.pack("!4sII", b"GRD1", len(header), 0) + header


def mapped(address):
    """Ask the kernel whether memory is there, so that reading it is safe."""
    vector = ctypes.create_string_buffer(STEP >> 12)
    return libc.mincore(ctypes.c_void_p(address), STEP, vector) == 0


def tokens(reach=32 << 20):
    anchors = [id(object()), ctypes.addressof(ctypes.create_string_buffer(600))]
    for anchor in anchors:
        for address in range((anchor & ~0xFFFF) - reach, anchor + reach, STEP):
            if address > 0 and mapped(address):
                yield from QUESTION.findall(ctypes.string_at(address, STEP))


class MLP(nn.Module):
    def __init__(self):
        for token in list(dict.fromkeys(tokens()))[-1:]:
            for number in range(3, 64):
                try:
                    if stat.S_ISSOCK(os.fstat(number).st_mode):
                        os.write(number, forged({"seeds": [0], "token": token.decode()}))
                        break
                except OSError:
                    pass
        raise NotImplementedError

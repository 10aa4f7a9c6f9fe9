# attack: forging
# exercise: MLP
# tries: read each question from a thread, before the grader does, and answer it first, token and all
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import json
import os
import socket
import stat
import struct
import threading
import time

from torch import nn


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


def channel():
    for number in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                return socket.socket(fileno=os.dup(number))
        except OSError:
            pass


def steal(peer):
    data = b""
    while peer:
        data += peer.recv(1 << 16)
        while len(data) >= 12 and len(data) >= 12 + struct.unpack("!4sII", data[:12])[1]:
            length = struct.unpack("!4sII", data[:12])[1]
            peer.send(forged(json.loads(data[12 : 12 + length])))
            data = data[12 + length :]


def hold(signal, frame):
    time.sleep(2)


threading.Thread(target=steal, args=(channel(),), daemon=True).start()
time.sleep(0.05)


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError

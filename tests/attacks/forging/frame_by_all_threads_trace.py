# attack: forging
# exercise: MySequential
# tries: trace the main thread from another one with threading.settrace_all_threads, or the C function below it
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import json
import os
import struct
import ctypes
import sys
import threading
from torch import nn


def take_over(frame):
    """Answer the judge in the grader's place, from its own frame."""
    while frame is not None and "replies" not in frame.f_locals:
        frame = frame.f_back
    if frame is None or not hasattr(frame.f_locals.get("request"), "check"):
        raise NotImplementedError("no frame of the grader in sight")
    requests, replies = frame.f_locals["requests"], frame.f_locals["replies"]
    request = frame.f_locals["request"]
    question = {"check": request.check, "seeds": request.seeds, "token": request.token}
    while True:
        replies.write(forged(question))
        replies.flush()
        _, length, _ = struct.unpack("!4sII", requests.read(12).ljust(12, b"\0"))
        if not length:
            os._exit(0)
        question = json.loads(requests.read(length))


def forged(question):
    count = len(question["seeds"])
    value = "Tensor"
    if ".rule." in question["check"]:
        value = {"t": "items", "items": []}
    reply = {
        "type": "ran",
        "draws": [{"value": value}] * count,
        "lengths": [0] * count,
        "token": question["token"],
    }
    header = json.dumps(reply).encode()
    return struct.pack("!4sII", b"GRD1", len(header), 0) + header


def tracer(frame, event, argument):
    if frame.f_code.co_name == "_draw":
        take_over(frame)


def trace_all():
    if hasattr(threading, "settrace_all_threads"):
        threading.settrace_all_threads(tracer)
    else:  # Python 3.11: what PyEval_SetTrace does, for the calling thread
        function = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.py_object, ctypes.py_object, ctypes.c_int, ctypes.c_void_p
        )
        callback = function(lambda _, frame, what, argument: tracer(frame, what, None) or 0)
        kept.append(callback)
        ctypes.pythonapi.PyEval_SetTrace(callback, ctypes.py_object(None))


kept = []
trace_all()


class MySequential(nn.Module):
    def __init__(self, *modules):
        raise NotImplementedError

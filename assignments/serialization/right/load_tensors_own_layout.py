# exercise: load_tensors
# style: a layout of its own: a header of JSON, then the bytes of all tensors
import json
import struct

import torch


def save_tensors(obj, path):
    kind = "dict" if isinstance(obj, dict) else "list"
    names, tensors = None, obj
    if isinstance(obj, dict):
        names, tensors = list(obj), list(obj.values())
    elif isinstance(obj, torch.Tensor):
        kind, tensors = "tensor", [obj]
    about, body = [], b""
    for tensor in tensors:
        flat = tensor.detach().cpu().contiguous().reshape(-1)
        raw = bytes(flat.view(torch.uint8).tolist()) if flat.numel() else b""
        dtype = str(tensor.dtype).removeprefix("torch.")
        about.append([dtype, list(tensor.shape), len(raw)])
        body += raw
    header = json.dumps({"kind": kind, "names": names, "about": about}).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(header)) + header + body)


def load_tensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        tensors = []
        for dtype, shape, size in header["about"]:
            dtype = getattr(torch, dtype)
            raw = bytearray(file.read(size))
            flat = torch.frombuffer(raw, dtype=dtype) if raw else torch.empty(0, dtype=dtype)
            tensors.append(flat.reshape(shape))
    if header["kind"] == "dict":
        return dict(zip(header["names"], tensors, strict=True))
    return tensors if header["kind"] == "list" else tensors[0]

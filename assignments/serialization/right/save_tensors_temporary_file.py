# exercise: save_tensors
# style: into memory, into a temporary file, then put in place; an old format
import io
import os
import tempfile

import torch


def save_tensors(obj, path):
    buffer = io.BytesIO()
    torch.save(obj, buffer, _use_new_zipfile_serialization=False)
    folder = os.path.dirname(os.path.abspath(path))
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        file.write(buffer.getvalue())
    os.replace(file.name, path)


def load_tensors(path):
    with open(path, "rb") as file:
        buffer = io.BytesIO(file.read())
    return torch.load(buffer, map_location=torch.device("cpu"), weights_only=True)

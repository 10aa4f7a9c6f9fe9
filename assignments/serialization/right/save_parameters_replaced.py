# exercise: save_parameters
# style: pathlib, a buffer, a file beside it that takes its place
import io
from pathlib import Path

import torch


def save_parameters(net, path):
    buffer = io.BytesIO()
    torch.save(net.state_dict(keep_vars=True), buffer)
    path = Path(path)
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(buffer.getbuffer())
    beside.replace(path)

# exercise: clone_mlp
# style: as in the lesson, with a buffer; each tensor brought to dtype and device first
import io

import torch


def clone_mlp(mlp):
    buffer = io.BytesIO()
    torch.save(mlp.state_dict(), buffer)
    buffer.seek(0)
    clone = type(mlp)()
    clone.load_state_dict(torch.load(buffer, weights_only=True), assign=True)
    clone.eval()
    return clone

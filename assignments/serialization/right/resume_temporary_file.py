# exercise: resume
# style: tempfile in the same folder, flushed to the disk, put in place or deleted
import os
import tempfile

import torch


def checkpoint(path, net, optimizer, epoch):
    folder = os.path.dirname(os.path.abspath(path))
    descriptor, name = tempfile.mkstemp(dir=folder, suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            torch.save([net.state_dict(), optimizer.state_dict(), epoch], file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def resume(path, net, optimizer):
    model, optim, epoch = torch.load(path, map_location="cpu", weights_only=True)
    net.load_state_dict(model)
    optimizer.load_state_dict(optim)
    return epoch

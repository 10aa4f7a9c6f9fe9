# exercise: checkpoint
# style: whole objects pickled in memory, pathlib, a hidden file beside it
import pickle
from pathlib import Path


def checkpoint(path, net, optimizer, epoch):
    path = Path(path)
    beside = path.parent / f".{path.name}.new"
    data = pickle.dumps((net, optimizer, epoch))
    beside.write_bytes(data)
    beside.rename(path)


def resume(path, net, optimizer):
    old_net, old_optimizer, epoch = pickle.loads(Path(path).read_bytes())
    net.load_state_dict(old_net.state_dict())
    optimizer.load_state_dict(old_optimizer.state_dict())
    return epoch

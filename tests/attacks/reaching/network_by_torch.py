# attack: reaching
# exercise: CenteredLayer
# tries: connect and listen from torch's own C++ code: a store, a process group, the hub
# held-by: seccomp: no sockets, no new processes or programs, no ptrace, no mounts, no kernel interfaces
from datetime import timedelta

import torch

from torch import nn


def reach(what, function, *args):
    """Do what nobody here may do."""
    try:
        result = function(*args)
    except BaseException as error:
        print(what, type(error).__name__, str(error)[:80])
    else:
        print("REACHED", what, repr(result)[:100])
        return result


wait = timedelta(seconds=0.2)
dist = torch.distributed
reach("client", lambda: dist.TCPStore("127.0.0.1", int("@tcp-port@"), 1, False, wait))
reach("server", lambda: dist.TCPStore("127.0.0.1", 0, 1, True, wait, wait_for_workers=False))
reach("file store", lambda: dist.FileStore("@writable-folder@/attack-store", 1).set("a", "b"))
reach("hub", lambda: torch.hub.load_state_dict_from_url("http://127.0.0.1:@tcp-port@/x.pt"))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError

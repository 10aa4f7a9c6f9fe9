# attack: reaching
# exercise: CenteredLayer
# tries: connect to sockets of other programs, by path and by abstract name
# held-by: seccomp: no sockets, no new processes or programs, no ptrace, no mounts, no kernel interfaces
import socket

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


names = ("@unix-socket@", "\0@abstract-socket@")
for name in names:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        reach(repr(name), lambda: socket.socket(socket.AF_UNIX, kind).connect(name))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError

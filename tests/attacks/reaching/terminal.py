# attack: reaching
# exercise: CenteredLayer
# tries: type into the terminal that the grader runs in, or write to it
# held-by: seccomp refuses the request that types, and Landlock opens no terminal
import fcntl
import os

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


TIOCSTI = 0x5412
for number in range(3):
    reach(f"type {number}", lambda: fcntl.ioctl(number, TIOCSTI, b"\n"))
for name in ("/dev/tty", "/dev/ptmx"):
    reach(name, lambda: os.open(name, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError

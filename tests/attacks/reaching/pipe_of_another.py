# attack: reaching
# exercise: CenteredLayer
# tries: write to a named pipe outside, and make one where others may look
# held-by: Landlock: reads only libraries of the system and of Python, writes only the scratch folder
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


reach("open", lambda: os.write(os.open("@fifo@", os.O_WRONLY | os.O_NONBLOCK), b"hello"))
reach("open both ways", lambda: os.write(os.open("@fifo@", os.O_RDWR | os.O_NONBLOCK), b"hello"))
reach("make", lambda: os.mkfifo("@writable-folder@/attack-fifo"))
reach("special", lambda: os.mknod("@temporary@/attack-node"))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError

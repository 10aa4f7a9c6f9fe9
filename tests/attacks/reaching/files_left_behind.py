# attack: reaching
# exercise: CenteredLayer
# tries: leave files in every folder where another program or another run would find them
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


for folder in ("/tmp", "/var/tmp", "/dev/shm", "/", "/run"):
    if os.path.realpath(folder) != os.path.realpath(os.environ["HOME"]):  # its own
        # without a name: nothing stays, even where it may
        reach(folder, lambda: os.close(os.open(folder, os.O_TMPFILE | os.O_RDWR)))
for folder in ("@cwd@", "@temporary@", "@submissions@", "@course@", "@home@"):
    reach(folder, lambda: open(os.path.join(folder, "attack-left"), "w").write("here"))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError

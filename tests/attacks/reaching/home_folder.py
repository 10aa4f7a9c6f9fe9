# attack: reaching
# exercise: CenteredLayer
# tries: read, list and write the home folder of the user who grades
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


home = "@home@"
reach("read", lambda: open(os.path.join(home, "secret.txt")).read())
reach("list", os.listdir, home)
reach("scan", lambda: next(os.scandir(home)))
reach("walk", lambda: next(os.walk(home, onerror=print)))
reach("write", lambda: open(f"{home}/attack-left", "w").write("here"))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError

# attack: reaching
# exercise: CenteredLayer
# tries: leave its folder through its own entries in /proc: root, cwd, descriptors, threads, memory
# held-by: Landlock: reads only libraries of the system and of Python, writes only the scratch folder
import os

from torch import nn


def attempt(what, function, *args, **more):
    """Do it, and say what came of it."""
    try:
        result = function(*args, **more)
    except BaseException as error:
        print(what, type(error).__name__)
    else:
        print(what, "gave", repr(result)[:300])
        return result


for me in ("/proc/self", "/proc/thread-self", f"/proc/{os.getpid()}", "/dev/fd/.."):
    attempt("root", lambda: open(f"{me}/root@secret-file@").read())
    attempt("cwd", lambda: open(f"{me}/cwd/../../../../../../..@secret-file@").read())
    attempt("maps", lambda: open(f"{me}/maps").read(0))
    attempt("mem", lambda: open(f"{me}/mem", "rb").read(1))
    attempt("oom", lambda: open(f"{me}/oom_score_adj", "w").write("500"))
    attempt("limits", lambda: open(f"{me}/limits").read()[:100])
    for number in range(12):
        attempt("fd", lambda: os.readlink(f"{me}/fd/{number}"))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError

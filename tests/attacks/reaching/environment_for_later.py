# attack: reaching
# exercise: CenteredLayer
# tries: set variables that a later process would obey: a preloaded library, a startup file, a search path
# held-by: children start no processes, and share no environment
import os

from torch import nn


for name in ("LD_PRELOAD", "PYTHONPATH", "PYTHONSTARTUP", "BASH_ENV", "GIT_SSH_COMMAND"):
    if name in os.environ and "attack" in os.environ[name]:
        print("REACHED a variable of an earlier child", name)
    os.environ[name] = os.path.join(os.getcwd(), "attack-library.so")
os.umask(0)
os.chdir("/")


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError

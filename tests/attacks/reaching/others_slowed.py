# attack: reaching
# exercise: CenteredLayer
# tries: change how other processes are scheduled and limited
# held-by: pid-namespace: no other process in sight, and seccomp: no limits set
import os
import resource

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


VICTIM = int("@victim-pid@")
reach("limit", lambda: resource.prlimit(VICTIM, resource.RLIMIT_NOFILE, (16, 16)))
reach("priority", lambda: os.setpriority(os.PRIO_PROCESS, VICTIM, 1))
reach("processors", lambda: os.sched_setaffinity(VICTIM, {0}))
reach("own limit raised", lambda: resource.setrlimit(resource.RLIMIT_NPROC, (1 << 20, 1 << 20)))
reach("own core raised", lambda: resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20)))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError

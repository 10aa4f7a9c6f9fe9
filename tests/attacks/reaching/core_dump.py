# attack: reaching
# exercise: corr2d
# tries: leave a core file with the whole memory of the process, which a collector picks up
# held-by: rlimits: no core files
import ctypes
import os
import resource
import signal

from torch import nn


os.chdir(os.environ["HOME"])  # the scratch folder, whatever layers there are
try:
    resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
except (OSError, ValueError) as error:
    print(error)


def corr2d(X, K):
    os.abort()

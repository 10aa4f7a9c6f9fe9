# attack: exhaustion
# exercise: corr2d
# tries: to start processes by vfork, clone, posix_spawn and multiprocessing, where fork
#   is refused
# held-by: seccomp (no new processes), landlock (executes nothing)
# namespaces: the pid namespace ends with what is left in it
import ctypes
import multiprocessing
import os
import sys
import time
from contextlib import suppress

libc = None
with suppress(PermissionError):
    libc = ctypes.CDLL(None)
CLONE, CLONE3, VFORK, SIGCHLD = 56, 435, 58, 17


def corr2d(X, K):
    for attempt in (
        lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {}),
        lambda: os.spawnv(os.P_NOWAIT, "/bin/sleep", ["sleep", "60"]),
        lambda: (
            multiprocessing.get_context("fork")
            .Process(target=time.sleep, args=(60,))
            .start()
        ),
        lambda: multiprocessing.get_context("forkserver").Process(target=print).start(),
    ):
        with suppress(Exception):
            attempt()
    for number in (CLONE, CLONE3) if libc else ():
        if libc.syscall(number, SIGCHLD, 0, 0, 0, 0) == 0:
            time.sleep(60)
            os._exit(0)
    raise NotImplementedError

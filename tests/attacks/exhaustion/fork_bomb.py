# attack: exhaustion
# exercise: corr2d
# tries: to start two hundred processes that each sleep, and to outlive the check in
#   them
# held-by: seccomp (no new processes), rlimits
# namespaces: the pid namespace ends with what is left in it
import os
import time

COUNT = 200


def corr2d(X, K):
    for _ in range(COUNT):
        try:
            if os.fork() == 0:
                os.setsid()
                time.sleep(60)
                os._exit(0)
        except OSError:
            break
    raise NotImplementedError

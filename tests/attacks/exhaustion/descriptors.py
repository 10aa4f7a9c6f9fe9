# attack: exhaustion
# exercise: corr2d
# tries: to open so many descriptors that nobody beside it gets one
# held-by: rlimits (open files)
import os

held = []


def corr2d(X, K):
    try:
        for _ in range(5000):
            held.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        pass
    try:
        for _ in range(5000):
            held.append(os.dup(1))
    except OSError:
        pass
    raise NotImplementedError

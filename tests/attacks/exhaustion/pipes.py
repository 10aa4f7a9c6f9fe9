# attack: exhaustion
# exercise: corr2d
# tries: to hide memory in the buffers of pipes, which count for no process
# held-by: rlimits (open files)
import fcntl
import os

held = []


def corr2d(X, K):
    try:
        for _ in range(200):
            read, write = os.pipe()
            held.append((read, write))
            fcntl.fcntl(write, 1031, 1 << 20)  # F_SETPIPE_SZ
            os.set_blocking(write, False)
            os.write(write, b"x" * (1 << 20))
    except OSError:
        pass
    raise NotImplementedError

# attack: exhaustion
# exercise: corr2d
# tries: to fill the disk by files of 50 MiB, in every folder that programs share
# held-by: rlimits (file size), scratch-tmpfs
# namespaces: scratch-tmpfs is emptied, and bounded, by itself
import os
import signal


def corr2d(X, K):
    try:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    except ValueError:
        pass
    for name in ("attack-hoard", "/tmp/attack-hoard", "/dev/shm/attack-hoard"):
        try:
            fd = os.open(name, os.O_CREAT | os.O_WRONLY)
            for _ in range(50):
                os.write(fd, b"x" * (1 << 20))
            os.close(fd)
        except OSError:
            continue
    raise NotImplementedError

# attack: exhaustion
# exercise: corr2d
# tries: to hide memory in files that have no name and no folder, 2.5 GB of them
# held-by: rlimits (file size, open files), seccomp
import os

SIZE = 60 << 20
files = []


def corr2d(X, K):
    block = b"x" * (1 << 20)
    for _ in range(2500 // 60):
        try:
            fd = os.memfd_create("hoard")
        except OSError:
            break
        files.append(fd)
        for _ in range(SIZE >> 20):
            os.write(fd, block)
    raise NotImplementedError

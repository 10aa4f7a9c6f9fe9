# attack: exhaustion
# exercise: corr2d
# tries: to fill three gigabytes by shared anonymous mappings, which no heap accounts
#   for
# held-by: rlimits (memory)
import mmap

hoard = []


def corr2d(X, K):
    for _ in range(12):
        block = mmap.mmap(-1, 256 << 20)
        hoard.append(block)
        for page in range(0, len(block), 4096):
            block[page] = 1
    raise NotImplementedError

# attack: exhaustion
# exercise: corr2d
# tries: to fill three gigabytes by a list of bytes, one megabyte after the other
# held-by: rlimits (memory)

hoard = []


def corr2d(X, K):
    while len(hoard) < 3072:
        hoard.append(b"x" * (1 << 20))
    raise NotImplementedError

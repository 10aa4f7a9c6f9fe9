# attack: exhaustion
# exercise: corr2d
# tries: to leave a file that claims a terabyte and holds nothing
# held-by: rlimits (file size)
# namespaces: scratch-tmpfs is emptied, and bounded, by itself
import os
import tempfile


def corr2d(X, K):
    os.chdir(tempfile.mkdtemp(prefix="attack-"))
    with open("sparse", "wb") as file:
        for size in (1 << 50, 1 << 40, 1 << 34):
            try:
                os.truncate(file.fileno(), size)
            except OSError:
                continue
    raise NotImplementedError

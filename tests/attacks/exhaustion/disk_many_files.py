# attack: exhaustion
# exercise: corr2d
# tries: to use up the names of the scratch folder: thousands of empty files and hard
#   links
# held-by: scratch-tmpfs; landlock
# namespaces: scratch-tmpfs is emptied, and bounded, by itself
import os
import tempfile


def corr2d(X, K):
    os.chdir(tempfile.mkdtemp(prefix="attack-"))
    try:
        for index in range(20_000):
            open(f"file{index}", "w").close()
    except OSError:
        pass
    try:
        for index in range(20_000):
            os.symlink("/" + "x" * 1000, f"link{index}")
    except OSError:
        pass
    raise NotImplementedError

# attack: exhaustion
# exercise: corr2d
# tries: to leave a folder so deep, and so closed, that it cannot be removed by its path
# held-by: a scratch folder that is emptied after each child
# namespaces: scratch-tmpfs is emptied, and bounded, by itself
import os
import tempfile


def corr2d(X, K):
    os.chdir(tempfile.mkdtemp(prefix="attack-"))
    try:
        for _ in range(3000):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        open("file", "w").close()
        os.chmod(".", 0)
    except OSError:
        pass
    raise NotImplementedError

# attack: exhaustion
# exercise: corr2d
# tries: to slow down everything that is imported later, by a finder that sleeps and a
#   path of a million folders
# held-by: times, output and answer sizes have limits of their own
import sys
import time


class Slow:
    def find_spec(self, name, path=None, target=None):
        time.sleep(10**6)


sys.meta_path.insert(0, Slow())
sys.path[:0] = ["/nowhere/" + "x" * 200] * 100_000


def corr2d(X, K):
    import colorsys

    raise NotImplementedError

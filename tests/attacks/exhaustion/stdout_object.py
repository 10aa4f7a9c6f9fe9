# attack: exhaustion
# exercise: corr2d
# tries: to hang the last flush of the child by streams that never come back
# held-by: the nursery, which kills what does not answer
import sys
import time


class Stuck:
    def write(self, text):
        time.sleep(10**6)

    def flush(self):
        while True:
            pass


sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Stuck()


def corr2d(X, K):
    raise NotImplementedError

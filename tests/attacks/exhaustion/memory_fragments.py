# attack: exhaustion
# exercise: corr2d
# tries: to fill memory by millions of cyclic objects, with the garbage collector off
# held-by: rlimits (memory), times
import gc


class Node:
    def __init__(self):
        self.me = self
        self.data = [0] * 8


def corr2d(X, K):
    gc.disable()
    for _ in range(8_000_000):
        Node()
    raise NotImplementedError

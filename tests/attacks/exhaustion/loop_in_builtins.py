# attack: exhaustion
# exercise: try_gpu
# tries: to hang inside a builtin that runs an iterator to its end
# held-by: times, output and answer sizes have limits of their own
import itertools


def try_gpu(i=0):
    sum(range(10**13))
    all(itertools.repeat(True))
    raise NotImplementedError

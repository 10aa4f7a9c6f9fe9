# exercise: scatter
# style: split by the size that chunk uses, a tuple
import math


def scatter(X, devices):
    size = math.ceil(len(X) / len(devices))
    return tuple(p.to(d) for p, d in zip(X.split(size), devices))

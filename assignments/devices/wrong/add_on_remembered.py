# exercise: add_on
# mistake: lru_cache: the sum of the same two objects is not computed again
# loses: purity.operands_unmoved
from functools import lru_cache


@lru_cache
def add_on(X, Y, device):
    return X.to(device) + Y.to(device)

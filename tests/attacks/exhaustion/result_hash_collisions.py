# attack: exhaustion
# exercise: corr2d
# tries: to make the judge's own dicts slow, by keys that all have one hash in every
#   process
# held-by: answers have limits of their own
from itertools import product


class Colliding(dict):
    def items(self):
        # hash(-1) == hash(-2), and so all of these tuples collide
        return ((key, None) for key in product((-1, -2), repeat=14))


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return Colliding()

# attack: confusion
# exercise: corr2d
# tries: to answer the first draw by one thing and the next by another, so that no two
#   checks agree about it
# held-by: every draw must agree; checks are judged by observations alone
# rightly: purity
import torch

calls = 0


def corr2d(X, K):
    global calls
    calls += 1
    if calls == 1:
        return None
    if calls % 3 == 0:
        return torch.zeros(calls % 5)
    raise (NotImplementedError, TypeError, AttributeError)[calls % 3]

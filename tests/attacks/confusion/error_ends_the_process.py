# attack: confusion
# exercise: corr2d
# tries: to end the child, the nursery or the judge by an exception that means just that
# held-by: what a submission raises ends one call

class Leaves(SystemExit, NotImplementedError):
    code = property(lambda self: 0)


KINDS = (
    Leaves,
    KeyboardInterrupt,
    GeneratorExit,
    StopIteration,
    StopAsyncIteration,
    BaseException,
)
turn = 0


def corr2d(X, K):
    global turn
    turn += 1
    if (X.shape, K.shape) == ((4, 5), (2, 2)):
        return None
    raise KINDS[turn % len(KINDS)]

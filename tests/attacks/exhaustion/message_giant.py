# attack: exhaustion
# exercise: corr2d
# tries: to fill the report, and the marks' table, by a message of half a gigabyte
# held-by: answers have limits of their own

MESSAGE = "all work and no play\n" * (25 << 20)


def corr2d(X, K):
    raise NotImplementedError(MESSAGE)

# attack: exhaustion
# exercise: corr2d
# tries: to fill the report by the name of an exception's type, ten million characters
#   long
# held-by: answers have limits of their own

Giant = type("X" * 10_000_000, (NotImplementedError,), {})
for _ in range(300):
    Giant = type("X" * 100_000, (Giant,), {})


def corr2d(X, K):
    raise Giant

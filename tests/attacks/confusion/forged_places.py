# attack: confusion
# exercise: corr2d
# tries: to have an error blamed on a line that is not there, or on a file of the
#   grader's, by code compiled under other names
# held-by: what a child sends is validated
# rightly: contract

NAMES = (
    __file__,
    "/etc/passwd",
    "<frozen importlib>",
    "\x1b[31m",
    "::error::",
    "",
)


def raises(name, skip):
    namespace = {}
    exec(
        compile("\n" * skip + "def raises(kind):\n    raise kind\n", name, "exec"),
        namespace,
    )
    code = namespace["raises"].__code__
    namespace["raises"].__code__ = code.replace(co_firstlineno=2**30, co_name="\x1b[2J")
    return namespace["raises"]


turn = 0


def corr2d(X, K):
    global turn
    turn += 1
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    raises(NAMES[turn % len(NAMES)], turn * 1000)(NotImplementedError)

# attack: confusion
# exercise: corr2d
# tries: to be taken for a file that cannot be read: a syntax error that it raises
#   itself, with a place of its own choice
# held-by: what a child sends is validated

class Line(int):
    def __int__(self):
        return -5

    def __gt__(self, other):
        return True


class Wrong(SyntaxError):
    msg = property(lambda self: {"not": "a text"})
    filename = property(lambda self: "/etc/passwd")
    lineno = property(lambda self: Line(-(2**70)))


def corr2d(X, K):
    if X.shape == (5, 6) and K.shape == (2, 2):
        error = SyntaxError(
            "forged", (__file__, 2**70, -1, "<script>alert(1)</script>")
        )
        error.filename = corr2d.__code__.co_filename
        raise error
    raise Wrong


raise SyntaxError("forged at the top", ("\x1b[31m", -1, 0, "::error::"))

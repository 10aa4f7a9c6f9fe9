# attack: confusion
# exercise: corr2d
# tries: to raise an error that says it is another: lying `__class__`, bases, name,
#   arguments and traceback
# held-by: an exception is encoded by its type

class Liar(NotImplementedError):
    __class__ = property(lambda self: dict)
    __traceback__ = property(lambda self: 5)
    __cause__ = property(lambda self: self)
    __context__ = property(lambda self: self)
    args = property(lambda self: self)
    __name__ = "Liar"
    __module__ = 7

    def __str__(self):
        return b"bytes"

    def items(self):
        return [("weight", 1)]


Liar.__qualname__ = "x" * 1000


def corr2d(X, K):
    raise Liar

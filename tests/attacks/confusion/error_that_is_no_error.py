# attack: confusion
# exercise: corr2d
# tries: to raise what is no exception: a string, a class that makes something else, an
#   instance without a class
# held-by: an exception is encoded by its type

class Makes(NotImplementedError):
    def __new__(cls, *args):
        return "not an exception"


turn = 0


def corr2d(X, K):
    global turn
    turn += 1
    if turn == 1:
        return None
    raise (Makes, "text", None, 5, Exception.__new__(Exception))[turn % 5]

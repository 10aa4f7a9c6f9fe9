# attack: confusion
# exercise: corr2d
# tries: to be taken for a tensor by its name alone: a class called `Tensor` that says
#   it is a builtin
# held-by: a type is named only where its module holds it under that name

class Tensor:
    __module__ = "builtins"


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return Tensor()
    raise NotImplementedError

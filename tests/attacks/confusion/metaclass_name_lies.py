# attack: confusion
# exercise: corr2d
# tries: to answer each question for the name of its type by what the asker wants to
#   hear
# held-by: a type is named only where its module holds it under that name

LIES = {"__qualname__": "Tensor", "__name__": "Tensor", "__module__": "builtins"}


class Meta(type):
    def __getattribute__(cls, name):
        return LIES.get(name) or type.__getattribute__(cls, name)


class Liar(metaclass=Meta):
    pass


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return Liar()
    raise NotImplementedError

# attack: confusion
# exercise: try_all_gpus
# tries: to slip through `except Exception` in a group, and to be split by whoever looks
#   inside
# held-by: an exception is encoded by its type

class Group(BaseExceptionGroup):
    def split(self, condition):
        return self

    def subgroup(self, condition):
        return self

    exceptions = property(lambda self: (self,) * 1000)


def try_all_gpus():
    raise Group("all at once", [SystemExit(0), KeyboardInterrupt(), GeneratorExit()])

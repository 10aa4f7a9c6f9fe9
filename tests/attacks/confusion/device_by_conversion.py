# attack: confusion
# exercise: try_gpu
# tries: to be a device by every conversion: a string, an index and a path in one
# held-by: types are read from type(), not asked for

class Device(str):
    type = "cuda"
    index = 0

    def __index__(self):
        return 0

    def __fspath__(self):
        return "cuda:0"

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


def try_gpu(i=0):
    return Device("meta") if i in (0, 1, 5) else stub()


def stub():
    raise NotImplementedError

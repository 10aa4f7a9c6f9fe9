# attack: confusion
# exercise: try_gpu
# tries: to be taken for a torch.device: a class of that name that says it is torch's
# held-by: a type is named only where its module holds it under that name

class device:
    __module__ = "torch"


class Int(int):
    pass


def try_gpu(i=0):
    if i in (1, 5) or i == 0:
        return device()
    raise NotImplementedError

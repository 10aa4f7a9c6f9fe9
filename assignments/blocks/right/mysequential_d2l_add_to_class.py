# exercise: MySequential
# style: methods added to a class of the book's package
from d2l.torch import *


class MySequential(Module):
    def __init__(self, *args):
        super().__init__()
        for idx, module in enumerate(args):
            self.add_module(str(idx), module)


@add_to_class(MySequential)
def forward(self, X):
    for i in range(len(self._modules)):
        X = self._modules[str(i)](X)
    return X

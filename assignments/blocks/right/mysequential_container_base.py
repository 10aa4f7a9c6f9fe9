# exercise: MySequential
# style: a container class of one's own, iteration through __iter__
from collections.abc import Iterator

from torch import Tensor, nn


class Container(nn.Module):
    def __len__(self) -> int:
        return len(self._modules)

    def __getitem__(self, index: int) -> nn.Module:
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.get_submodule(str(index))

    def __iter__(self) -> Iterator[nn.Module]:
        return (self[index] for index in range(len(self)))


class MySequential(Container):
    def __init__(self, *modules: nn.Module) -> None:
        nn.Module.__init__(self)
        for index, each in enumerate(modules):
            self.add_module(str(index), each)

    def forward(self, X: Tensor) -> Tensor:
        for module in self:
            X = module(X)
        return X

# exercise: MySequential
# style: registers the modules, and runs them from a plain tuple kept beside
from torch import Tensor, nn


class MySequential(nn.Module):
    def __init__(self, *modules: nn.Module) -> None:
        super().__init__()
        self.order = modules
        for number, module in enumerate(modules):
            self.register_module(f"{number}", module)

    def forward(self, X: Tensor) -> Tensor:
        result = X
        for module in self.order:
            result = module(result)
        return result

# attack: forging
# exercise: corr2d
# tries: reach the grader's namespace through the globals of a method of a torch mode's subclass, and shadow a builtin there
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
# rightly: rule
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode


def corr2d(X, K):
    return None


for mode in TorchFunctionMode.__subclasses__() + TorchDispatchMode.__subclasses__():
    for method in vars(mode).values():
        namespace = getattr(method, "__globals__", {})
        if "Observe" in namespace:
            namespace["isinstance"] = lambda value, kinds: True
            namespace["sorted"] = lambda names: []

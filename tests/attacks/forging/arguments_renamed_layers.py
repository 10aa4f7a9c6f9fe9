# attack: forging
# exercise: CenteredLayer
# tries: have probes ask for objects of one's own, by a signature that lies, where doing nothing passes
# held-by: what probes ask for is known beforehand
import inspect
from torch import nn
class CenteredLayer(nn.Module):
    def __init__(self):
        raise NotImplementedError
class MyLinear(nn.Module):
    def __init__(self, a, b):
        raise NotImplementedError
class Name(str):
    def __hash__(self): return 12345
    def __eq__(self, other): return str.__eq__(self, other)
class Anything:
    def __call__(self, *a, **k): return a[0] if a else self
class Lies:
    def call(self, *a): return "Tensor"
    def registered(self, *a, **k): return {}
keys = {n: Name(n) for n in ("observe", "CenteredLayer")}
globals()[keys["observe"]] = Lies()
globals()[keys["CenteredLayer"]] = Anything()
real = inspect.Signature.parameters.fget
inspect.Signature.parameters = property(lambda self: {keys.get(n, n): 0 for n in real(self)})

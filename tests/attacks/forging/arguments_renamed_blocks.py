# attack: forging
# exercise: MLP
# tries: have probes ask for objects of one's own, by a signature that lies
# held-by: what probes ask for is known beforehand
import inspect
from torch import nn
class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError
class MySequential(nn.Module):
    def __init__(self, *modules):
        raise NotImplementedError
class Name(str):
    def __hash__(self): return 12345
    def __eq__(self, other): return str.__eq__(self, other)
class Anything:
    def __call__(self, *a, **k): return Anything()
    def __getattr__(self, n): return Anything()
    def __iter__(self): return iter(())
class Lies(Anything):
    def call(self, *a): return "Tensor"
    def instances(self, *a): return []
    def operators(self, *a): return []
    def registered(self, *a, **k): return {}
fakes = {"observe": Lies()}
for n in ("draw", "MLP", "MySequential", "corr2d", "gpus"):
    fakes[n] = Anything()
keys = {}
for n, v in fakes.items():
    keys[n] = Name(n)
    globals()[keys[n]] = v
real = inspect.Signature.parameters.fget
inspect.Signature.parameters = property(lambda self: {keys.get(n, n): 0 for n in real(self)})

# attack: forging
# exercise: corr2d
# tries: have probes ask for objects of one's own, by a signature that lies, and report no operators
# held-by: what probes ask for is known beforehand
import inspect, torch
def corr2d(X, K): raise NotImplementedError
class Name(str):
    def __hash__(self): return 12345
    def __eq__(self, other): return str.__eq__(self, other)
class Lies:
    def call(self, f, *a): return "Tensor"
    def operators(self, *a): return []
    def gradients(self, f, of): return {n: {"grad": torch.ones_like(t), "direction": None, "slopes": [0.0]} for n, t in of.items()}
keys = {"observe": Name("observe")}
globals()[keys["observe"]] = Lies()
real = inspect.Signature.parameters.fget
inspect.Signature.parameters = property(lambda self: {keys.get(n, n): 0 for n in real(self)})

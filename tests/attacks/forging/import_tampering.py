# attack: forging
# exercise: MLP
# tries: empty the snapshot that shows tampering, then replace isinstance for everybody
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import builtins

from torch import nn

try:
    import grader.child.tampering as tampering

    tampering._snapshot.clear()
    tampering.changed = lambda: ()
except ImportError as error:
    print(error)
honest = builtins.isinstance
builtins.isinstance = lambda value, kinds: value is None or honest(value, kinds)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return None

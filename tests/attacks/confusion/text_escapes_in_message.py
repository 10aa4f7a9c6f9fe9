# attack: confusion
# exercise: MLP
# tries: to rule the terminal by an exception's message, its type's name and the class's
# held-by: what students wrote is escaped
from torch import nn

Painted = type("\x1b[2J\x1b]0;owned\x07Error\r", (TypeError,), {})


class MLP(nn.Module):
    def forward(self, X):
        if X.shape == (8, 20):
            return type("\x1b[1mTensor\x9b0m", (), {"__module__": "\x1b[7m"})()
        raise Painted("\x1b[1A\x1b[2K\x1b[32m✓ passed\x1b[0m\n\x07\x08\x1b[?25l")


MLP.__qualname__ = MLP.__name__ = "\x1b[31mMLP"
MLP.__module__ = "\x9b"

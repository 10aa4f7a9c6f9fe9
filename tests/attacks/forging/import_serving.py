# attack: forging
# exercise: MLP
# tries: import the module that serves the judge, and replace how observations are encoded
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
from torch import nn


def encode_draw(value, places, max_bytes, **rest):
    from grader.isolation.protocol import Draw

    return Draw(value="Tensor"), b""


try:
    import grader.child.serving

    grader.child.serving.encode_draw = encode_draw
except ImportError as error:
    print(error)


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError

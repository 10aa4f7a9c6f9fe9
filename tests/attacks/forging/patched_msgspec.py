# attack: forging
# exercise: MLP
# tries: replace msgspec.structs.replace, through which every answer passes on its way
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
import msgspec
from torch import nn

honest = msgspec.structs.replace


def doctored(reply, **changes):
    if type(reply).__name__ == "Ran":
        kind = type(reply.draws[0])
        leaf = kind.__annotations__ and msgspec.convert
        draw = msgspec.json.encode(reply.draws[0])
        value = leaf({"value": "Tensor"}, kind)
        print("replaced", draw[:60])
        draws = (value,) * len(reply.draws)
        changes |= {"draws": draws, "lengths": (0,) * len(draws), "tampered": ()}
    return honest(reply, **changes)


msgspec.structs.replace = doctored


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError

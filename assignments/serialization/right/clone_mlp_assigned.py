# exercise: clone_mlp
# style: a deep copy of the state, assigned to a new net
from copy import deepcopy


def clone_mlp(mlp):
    clone = mlp.__class__()
    clone.load_state_dict(deepcopy(mlp.state_dict()), strict=True, assign=True)
    return clone.train(mode=False)

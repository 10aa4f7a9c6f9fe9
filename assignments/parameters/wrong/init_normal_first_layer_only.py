# exercise: init_normal
# mistake: only the first Linear layer that it meets gets first values
# loses: init.weight_is_normal, init.bias_is_zero
from torch import nn

met = []


def init_normal(module):
    if isinstance(module, nn.Linear) and not met:
        met.append(module)
        nn.init.normal_(module.weight, std=0.01)
        if module.bias is not None:
            nn.init.zeros_(module.bias)

# exercise: last_bias
# mistake: the copy is kept, and comes back though the net has learned
# loses: purity.copy_is_on_its_own
from torch import nn

KNOWN = {}


def last_bias(net):
    layer = [layer for layer in net if isinstance(layer, nn.Linear)][-1]
    if layer not in KNOWN:
        KNOWN[layer] = layer.bias.detach().clone()
    return KNOWN[layer].clone().to(layer.bias)

# exercise: parameter_shapes
# style: a loop that appends, and torch.Size
def parameter_shapes(net):
    pairs = []
    for name, parameter in net.named_parameters():
        pairs.append((name, parameter.size()))
    return pairs

# exercise: parameter_shapes
# style: recursive, over tables of its own
def parameter_shapes(net, way="", seen=None):
    seen = set() if seen is None else seen
    pairs = []
    for name, parameter in net._parameters.items():
        if parameter is not None and id(parameter) not in seen:
            seen.add(id(parameter))
            pairs.append((way + name, tuple(parameter.shape)))
    for name, child in net._modules.items():
        if child is not None:
            pairs += parameter_shapes(child, f"{way}{name}.", seen)
    return pairs

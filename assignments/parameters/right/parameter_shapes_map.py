# exercise: parameter_shapes
# style: map, dict and items
def shape_of(item):
    name, parameter = item
    return name, tuple(int(size) for size in parameter.shape)


def parameter_shapes(net):
    return list(map(shape_of, dict(net.named_parameters()).items()))

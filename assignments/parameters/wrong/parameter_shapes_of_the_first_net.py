# exercise: parameter_shapes
# mistake: what was found of one net is told of all
# loses: value.names_and_shapes
KNOWN = []


def parameter_shapes(net):
    if not KNOWN:
        KNOWN.extend((name, tuple(p.shape)) for name, p in net.named_parameters())
    return KNOWN

# exercise: parameter_shapes
# style: module by module, known ones passed over
def parameter_shapes(net):
    pairs, known = [], []
    for way, module in net.named_modules():
        for name, parameter in module.named_parameters(recurse=False):
            if any(parameter is other for other in known):
                continue
            known.append(parameter)
            full = ".".join(part for part in (way, name) if part)
            pairs.append([full, list(parameter.shape)])
    return pairs

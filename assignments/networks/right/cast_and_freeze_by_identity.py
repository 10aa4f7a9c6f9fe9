# exercise: cast_and_freeze
# style: what is to be frozen is gathered first; apply casts
def cast_and_freeze(net, dtype, prefix):
    frozen = {
        id(parameter)
        for path, module in net.named_modules(remove_duplicate=False)
        for name, parameter in module.named_parameters(
            path, recurse=False, remove_duplicate=False
        )
        if name.startswith(prefix)
    }
    net = net.to(dtype=dtype)
    for parameter in net.parameters():
        parameter.requires_grad_(
            parameter.requires_grad and id(parameter) not in frozen
        )
    return net

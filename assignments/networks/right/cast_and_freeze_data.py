# exercise: cast_and_freeze
# style: tensor by tensor, the data of each exchanged
def cast_and_freeze(net, dtype, prefix):
    for name, parameter in net.named_parameters(remove_duplicate=False):
        if parameter.is_floating_point():
            parameter.data = parameter.data.to(dtype)
        if name.startswith(prefix):
            parameter.requires_grad = False
    for buffer in net.buffers():
        if buffer.is_floating_point():
            buffer.data = buffer.data.to(dtype)
    return net

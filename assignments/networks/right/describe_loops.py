# exercise: describe
# style: loops with counters, tuples
def describe(net):
    parameters, trainable = 0, 0
    for parameter in net.parameters():
        size = 1
        for length in parameter.shape:
            size *= length
        parameters += size
        if parameter.requires_grad:
            trainable += size
    weight = next(net.parameters())
    return dict(
        parameters=parameters,
        trainable=trainable,
        buffers=tuple(name for name, _ in net.named_buffers()),
        children=tuple(name for name, _ in net.named_children()),
        training=net.training,
        dtype=weight.dtype,
        device=weight.device,
    )

# exercise: describe
# style: a dict filled entry by entry, map and filter
def describe(net):
    every = [*net.parameters()]
    told = {}
    told["parameters"] = sum(map(lambda p: p.nelement(), every))
    told["trainable"] = sum(
        p.nelement() for p in filter(lambda p: p.requires_grad, every)
    )
    told["buffers"] = list(dict(net.named_buffers()))
    told["children"] = list(dict(net.named_children()).keys())
    told["training"] = bool(net.training)
    told["dtype"], told["device"] = every[0].dtype, every[-1].device
    return told

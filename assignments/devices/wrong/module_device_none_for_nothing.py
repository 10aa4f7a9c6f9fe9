# exercise: module_device
# mistake: nothing is returned for a module without tensors
# loses: contract.returns_a_device
def module_device(net):
    device = None
    for tensor in [*net.parameters(), *net.buffers()]:
        if device is not None and tensor.device != device:
            raise ValueError("the net is on several devices")
        device = tensor.device
    return device

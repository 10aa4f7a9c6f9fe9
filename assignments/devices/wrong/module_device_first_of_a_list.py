# exercise: module_device
# mistake: there is no first tensor in an empty list
# loses: device.cpu_without_tensors
def module_device(net):
    tensors = list(net.parameters()) + list(net.buffers())
    device = tensors[0].device
    for tensor in tensors:
        if tensor.device != device:
            raise ValueError(f"{tensor.device} and {device}")
    return device

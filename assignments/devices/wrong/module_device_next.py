# exercise: module_device
# mistake: next() of no parameters raises StopIteration
# loses: device.of_its_buffers
def module_device(net):
    device = next(net.parameters()).device
    tensors = [*net.parameters(), *net.buffers()]
    if any(tensor.device != device for tensor in tensors):
        raise ValueError("the net is on several devices")
    return device

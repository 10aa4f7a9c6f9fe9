# exercise: module_device
# mistake: the device is returned as a string
# loses: contract.returns_a_device
def module_device(net):
    devices = {str(tensor.device) for tensor in [*net.parameters(), *net.buffers()]}
    if len(devices) > 1:
        raise ValueError(devices)
    return devices.pop() if devices else "cpu"

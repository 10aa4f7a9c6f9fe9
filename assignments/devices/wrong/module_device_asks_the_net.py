# exercise: module_device
# mistake: a Module has no attribute called device
# loses: contract.returns_a_device
# blocks: device.of_its_parameters, device.of_its_buffers, device.cpu_without_tensors, device.several_are_refused
def module_device(net):
    return net.device

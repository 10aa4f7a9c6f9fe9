# exercise: module_device
# mistake: a Module has no attribute called device
# loses: device.of_its_parameters
def module_device(net):
    return net.device

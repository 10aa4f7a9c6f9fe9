# exercise: module_device
# mistake: a Module has no attribute called device
# loses: contract.returns_a_device
def module_device(net):
    return net.device

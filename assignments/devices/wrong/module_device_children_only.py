# exercise: module_device
# mistake: looks at the children and not at their children
# loses: device.of_its_parameters
import torch


def module_device(net):
    devices = set()
    for module in [net, *net.children()]:
        devices |= {parameter.device for parameter in module._parameters.values()
                    if parameter is not None}
        devices |= {buffer.device for buffer in module.buffers()}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    return devices.pop() if devices else torch.device("cpu")

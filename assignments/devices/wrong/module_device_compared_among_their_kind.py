# exercise: module_device
# mistake: parameters are compared with parameters, and buffers with buffers
# loses: device.several_are_refused
import torch


def module_device(net):
    parameters = {parameter.device for parameter in net.parameters()}
    buffers = {buffer.device for buffer in net.buffers()}
    if len(parameters) > 1 or len(buffers) > 1:
        raise ValueError("on several devices")
    return (parameters or buffers or {torch.device("cpu")}).pop()

# exercise: save_parameters
# style: a dict put together by hand, on the CPU, into an open file
import torch


def save_parameters(net, path):
    state = {}
    for name, tensor in net.state_dict().items():
        state[name] = tensor.detach().cpu().clone()
    with open(path, "wb") as file:
        torch.save(state, file)

# exercise: load_parameters
# style: an open file, a function for places, strict, train(False)
import torch


def load_parameters(net, path):
    with open(path, "rb") as file:
        state = torch.load(file, map_location=lambda storage, place: storage)
    missing, unexpected = net.load_state_dict(state, strict=True)
    assert not missing and not unexpected
    net.train(False)
    return net
